/** What the keys of the pages do, a key as it is printed; loaded with the help. */

export const keyHelp = {
  night: [
    ["j  k  ↓  ↑", "walk through the exposures"],
    ["Enter", "open the exposure; Esc there comes back to the row"],
    ["→  ←", "walk through the cells of a row: value, limit, or why it is missing"],
    ["Home  End", "first and last row; PageUp and PageDown by a screen"],
    ["Space", "choose the row; with Shift and ↓ ↑ a range"],
    ["t", "only the table, or all of the night"],
    ["d", "copy the dataId of the row, or of all that are chosen"],
    ["l", "hold the plots' line where it is, or let it go"],
    ["in the plots", "← → walk, with Shift they select, Space holds, Enter opens; Esc lets the selection go"],
    ["/", "filter: by a query or by words"],
    ["on a header", "Enter sorts, Shift+Enter adds, ← → walk, Shift+← → move the column, m opens its menu"],
  ],
  exposure: [
    ["←  →", "previous and next exposure"],
    ["c", "compare with the previous exposure of the band, or stop comparing"],
    ["Shift + ←  →", "while comparing: another one to compare with"],
    ["x", "while comparing: change sides"],
    ["d", "copy the dataId"],
    ["p", "to the provenance of the detector"],
    ["f", "follow the latest exposure, or stop following"],
    ["Esc", "out of a comparison, or back to the night"],
  ],
  wall: [
    ["Space  p", "stop at this exposure; again, go on with the newest"],
    ["←  →", "stop, and step to the exposure before or after"],
  ],
} as const satisfies Record<string, readonly (readonly [keys: string, does: string])[]>;

/** A page with keys of its own. */
export type KeyedPage = keyof typeof keyHelp;
