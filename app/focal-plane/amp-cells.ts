/** The cells of an exposure's focal plane by detector or by amplifier, whichever its metric is of. Pure. */
import { whyNoDetectorValue } from "#app/measure/missing-reason.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";
import type { ExposureAmps } from "#contracts/exposure-amps.ts";
import { ampBoxes } from "./amp-boxes.ts";
import { detectorBox } from "./plane-boxes.ts";
import { detectorCells, nothingKnown, type PlaneCamera, type PlaneCell, whole } from "./plane-cells.ts";
import type { PlaneMetric } from "./plane-metric.ts";

/** What is known of an exposure: records of its detectors and tables of its amplifiers, null while they are read. */
export interface PlaneSource {
  records: readonly DetectorRecord[] | null;
  amps: ExposureAmps | null;
}

const notPlaced = "its header does not tell where its amplifiers lie; the table has them";

/** @returns a cell for each detector, or for each amplifier of those that have a table of them. */
export function planeCells(camera: PlaneCamera, { records, amps }: PlaneSource, metric: PlaneMetric): PlaneCell[] {
  if (metric.level === "detector") return detectorCells(camera, records, metric.key);
  return ampCells(camera, new Map((records ?? []).map((record) => [record.detector, record])), amps, metric.key);
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
  if (!record) return nothingKnown;
  if (record.state !== "done") return whyNoDetectorValue(record, "overscan_median");
  if (!isRead) return "the amplifiers are being read";
  return record.missing["overscan_median"] ?? "no table of its amplifiers was kept";
}
