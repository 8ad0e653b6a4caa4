/** The cells of a focal plane: its detectors, each with its value or why it has none; and the way from cell to cell. Pure. */
import { whyNoDetectorValue } from "#app/measure/missing-reason.ts";
import type { CameraView } from "#contracts/api.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";
import { detectorBox, type PlaneBox } from "./plane-boxes.ts";

export interface PlaneCell {
  /** Unique in the plane. */
  id: string;
  detector: string;
  /** Null for the detector as a whole. */
  amp: string | null;
  box: PlaneBox;
  value: number | null;
  /** Why there is no value; null where there is one. */
  why: string | null;
}

export type PlaneCamera = Pick<CameraView, "detectors"> & Partial<Pick<CameraView, "rowsRunDown">>;

/** Why a cell says nothing of a detector without a record. */
export const nothingKnown = "nothing known yet";

/** @returns a cell for each detector, with its value of the metric. */
export function detectorCells(
  { detectors }: PlaneCamera,
  records: readonly DetectorRecord[] | null,
  key: string,
): PlaneCell[] {
  const byName = new Map((records ?? []).map((record) => [record.detector, record]));
  return detectors.map((detector) => {
    const record = byName.get(detector.name);
    const value = record?.metrics[key] ?? null;
    const why = value !== null ? null : record ? whyNoDetectorValue(record, key) : nothingKnown;
    return { ...whole(detector), value, why };
  });
}

export type Detector = PlaneCamera["detectors"][number];

/** @returns the cell of a whole detector, without its value. */
export function whole(detector: Detector): Pick<PlaneCell, "id" | "detector" | "amp" | "box"> {
  return { id: detector.name, detector: detector.name, amp: null, box: detectorBox(detector) };
}

export type Direction = "left" | "right" | "up" | "down";

const steps: Record<Direction, readonly [number, number]> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, 1],
  down: [0, -1],
};

/** @returns the nearest cell in a direction, what lies straight ahead before what lies aside; null at the edge. */
export function nextCell(cells: readonly PlaneCell[], from: PlaneCell, direction: Direction): PlaneCell | null {
  const [stepX, stepY] = steps[direction];
  const [x, y] = middleOf(from.box);
  let best: PlaneCell | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const cell of cells) {
    const [toX, toY] = middleOf(cell.box);
    const ahead = (toX - x) * stepX + (toY - y) * stepY;
    const aside = Math.abs((toX - x) * stepY) + Math.abs((toY - y) * stepX);
    const cost = ahead + 4 * aside;
    if (cell.id !== from.id && ahead > 1e-6 && aside < 2 * ahead && cost < bestCost) [best, bestCost] = [cell, cost];
  }
  return best;
}

/** @returns the cell at a place of the plane, or null. */
export function cellAt(cells: readonly PlaneCell[], x: number, y: number): PlaneCell | null {
  return (
    cells.findLast(({ box }) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height) ?? null
  );
}

function middleOf({ x, y, width, height }: PlaneBox): [number, number] {
  return [x + width / 2, y + height / 2];
}
