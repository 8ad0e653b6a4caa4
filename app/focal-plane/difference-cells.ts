/** The cells of one exposure less those of another. Pure. */
import type { PlaneCell } from "./plane-cells.ts";

/** @returns cells of one exposure less those of another; what one of them lacks is missing, and says in which. */
export function differenceCells(cells: readonly PlaneCell[], others: readonly PlaneCell[]): PlaneCell[] {
  const byId = new Map(others.map((cell) => [cell.id, cell]));
  const wholes = new Map(others.filter(({ amp }) => amp === null).map((cell) => [cell.detector, cell]));
  return cells.map((cell) => {
    const other = byId.get(cell.id) ?? wholes.get(cell.detector);
    if (cell.value !== null && other && other.value !== null) return { ...cell, value: cell.value - other.value };
    return { ...cell, value: null, why: whyNoDifference(cell, other) };
  });
}

function whyNoDifference(own: PlaneCell, other: PlaneCell | undefined): string {
  const its = other ? other.why : "no such amplifier";
  if (own.why !== null && own.why === its) return `in both: ${its}`;
  const reasons = [own.why !== null && `in the first: ${own.why}`, its !== null && `in the second: ${its}`];
  return reasons.filter(Boolean).join("; ");
}
