/** The cells of a focal plane: detectors or their amplifiers, each with its value or why it has none. Pure. */
import { whyNoDetectorValue } from "#app/measure/missing-reason.ts";
import type { CameraView } from "#contracts/api.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";
import type { ExposureAmps } from "#contracts/exposure-amps.ts";
import { ampBoxes, detectorBox, type PlaneBox } from "./plane-boxes.ts";
import type { PlaneMetric } from "./plane-metric.ts";

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

/** What is known of an exposure: records of its detectors and tables of its amplifiers, null while they are read. */
export interface PlaneSource {
  records: readonly DetectorRecord[] | null;
  amps: ExposureAmps | null;
}

const unknown = "nothing known yet";
const notPlaced = "its header does not tell where its amplifiers lie; the table has them";

/** @returns a cell for each detector, or for each amplifier of those that have a table of them. */
export function planeCells(camera: PlaneCamera, source: PlaneSource, metric: PlaneMetric): PlaneCell[] {
  const records = new Map((source.records ?? []).map((record) => [record.detector, record]));
  if (metric.level === "amplifier") return ampCells(camera, records, source.amps, metric.key);
  return camera.detectors.map((detector) => {
    const record = records.get(detector.name);
    const value = record?.metrics[metric.key] ?? null;
    const why = value !== null ? null : record ? whyNoDetectorValue(record, metric.key) : unknown;
    return { ...whole(detector), value, why };
  });
}

type Detector = PlaneCamera["detectors"][number];

function whole(detector: Detector): Pick<PlaneCell, "id" | "detector" | "amp" | "box"> {
  return { id: detector.name, detector: detector.name, amp: null, box: detectorBox(detector) };
}

function ampCells(
  camera: PlaneCamera,
  records: ReadonlyMap<string, DetectorRecord>,
  amps: ExposureAmps | null,
  key: Extract<PlaneMetric, { level: "amplifier" }>["key"],
): PlaneCell[] {
  const tables = new Map(amps ? tablesOf(amps).map((table) => [table.detector, table]) : []);
  return camera.detectors.flatMap((detector): PlaneCell[] => {
    const table = tables.get(detector.name);
    const boxes = table && ampBoxes(table.layout, detector, camera.rowsRunDown ?? false);
    if (!table || !boxes || !amps) {
      const why = table ? notPlaced : whyNoTable(records.get(detector.name), amps !== null);
      return [{ ...whole(detector), value: null, why }];
    }
    return table.layout.amps.map((amp, at) => {
      const value = amps.values[key]?.[table.from + at] ?? null;
      const reason = amps.reasons[amps.why[key]?.[table.from + at] ?? -1] ?? "the task gave no reason";
      const id = `${detector.name} ${amp}`;
      const box = boxes[at] ?? detectorBox(detector);
      return { id, detector: detector.name, amp, box, value, why: value === null ? reason : null };
    });
  });
}

/** Tables of an answer, each with the place of its first amplifier in the columns. */
export function tablesOf({ detectors, layouts }: ExposureAmps) {
  let next = 0;
  return detectors.flatMap(({ detector, layout: number }) => {
    const layout = layouts[number];
    if (!layout) return [];
    const from = next;
    next += layout.amps.length;
    return [{ detector, layout, from }];
  });
}

function whyNoTable(record: DetectorRecord | undefined, isRead: boolean): string {
  if (!record) return unknown;
  if (record.state !== "done") return whyNoDetectorValue(record, "overscan_median");
  if (!isRead) return "the amplifiers are being read";
  return record.missing["overscan_median"] ?? "no table of its amplifiers was kept";
}

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
