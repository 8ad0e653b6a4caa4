/** Whether the red theme is worn, for what is coloured by number and not by style sheet. */
import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

/** @returns true while the page is red. */
export function useIsRed(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => document.documentElement.dataset.theme === "red",
    () => false,
  );
}
