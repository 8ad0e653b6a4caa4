/** Whether the red theme is worn, for what is coloured by number and not by style sheet. */
import { useThemeName } from "#app/theme/use-theme-name.ts";

/** @returns true while the page is red. */
export function useIsRed(): boolean {
  return useThemeName() === "red";
}
