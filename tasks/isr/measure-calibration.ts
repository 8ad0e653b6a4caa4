/** Level and noise of a calibration frame's own pixels. */
import type { DetectorImage } from "#analysis/detector/detector-image.ts";
import { clippedStatistics } from "#analysis/stats/clipped-statistics.ts";
import { sampleEvenly } from "#analysis/stats/even-stride.ts";
import type { FrameKind } from "../frame-kind.ts";
import type { MetricReport } from "../metric-report.ts";

const calibrationKeys = ["frame_mean", "frame_rms"] as const;

const sampledPixels = 1 << 20;

/** Clipped at 3 sigma around the median, on every pixel of a small frame and an even sample of a large one. */
export function measureCalibration(image: DetectorImage, kind: FrameKind, report: MetricReport): void {
  if (kind === "sky") {
    for (const key of calibrationKeys) report.set(key, { missing: "measured in bias, dark and flat frames" });
    return;
  }
  const found = clippedStatistics(sampleEvenly(image.data, image.width, image.height, sampledPixels));
  if (!found) {
    for (const key of calibrationKeys) report.set(key, { missing: "no pixel has a value" });
    return;
  }
  const { mean, std, kept } = found;
  report.set("frame_mean", { value: mean, error: std / Math.sqrt(kept), sample: kept });
  report.set("frame_rms", { value: std, error: std / Math.sqrt(2 * kept), sample: kept });
}
