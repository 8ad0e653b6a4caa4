/** Sequence numbers as an address writes them: `7,410-412`. */

/** @returns the numbers of a text; parts that are no numbers, and ranges beyond 10,000 long, are left out. */
export function readSeqRanges(text: string | null): Set<number> {
  const seqs = new Set<number>();
  for (const part of (text ?? "").split(",")) {
    const found = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part);
    if (!found) continue;
    const from = Number(found[1]);
    const to = Number(found[2] ?? found[1]);
    if (to - from > 10_000) continue;
    for (let seq = from; seq <= to; seq += 1) seqs.add(seq);
  }
  return seqs;
}

/** @returns the shortest text for a set of numbers; null for none. */
export function writeSeqRanges(seqs: ReadonlySet<number>): string | null {
  const sorted = [...seqs].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end += 1;
    parts.push(end === at ? String(sorted[at]) : `${sorted[at]}-${sorted[end]}`);
    at = end + 1;
  }
  return parts.length === 0 ? null : parts.join(",");
}
