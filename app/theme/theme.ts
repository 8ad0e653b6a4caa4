/** The three themes and the cookie that remembers the choice, so that the very first byte has the right colours. */

export const themes = ["dark", "light", "red"] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = "firstlook-theme";

/** Background of each theme, for the browser's own bars and for the canvas before any style sheet. */
export const themePage: Record<Theme, string> = { dark: "#0b0e14", light: "#f7f8fa", red: "#000000" };

/** @returns the theme that a cookie names; dark for anything else. */
export function themeOf(text: string | undefined): Theme {
  return themes.find((theme) => theme === text) ?? "dark";
}
