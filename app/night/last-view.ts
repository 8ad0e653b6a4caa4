/** How a night was looked at last in this tab, so that one comes back to the same rows from an exposure. */

const keyOf = (camera: string, dayObs: number): string => `firstlook.night.${camera}.${dayObs}`;

/** Remembers the address of a night's page. */
export function rememberView(camera: string, dayObs: number, search: string): void {
  try {
    sessionStorage.setItem(keyOf(camera, dayObs), search);
  } catch {
    // Without storage one comes back to the whole night.
  }
}

/** @returns the address of a night as it was looked at last, at the row of this exposure. */
export function nightHref(camera: string, dayObs: number, seqNum: number): string {
  let search = "";
  try {
    search = sessionStorage.getItem(keyOf(camera, dayObs)) ?? "";
  } catch {
    // see above
  }
  const words = new URLSearchParams(search);
  words.set("row", String(seqNum));
  return `/${camera}/${dayObs}?${words}`;
}
