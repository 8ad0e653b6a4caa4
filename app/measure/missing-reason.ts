/** Why a number is not there, in words. */
import { reasonFirst } from "#app/format/reason-first.ts";
import type { DetectorRecord, ExposureDetail, ExposureSummary } from "#contracts/exposure.ts";

/** @returns why an exposure has no value, as far as its summary can tell. */
export function whyNoExposureValue(exposure: ExposureSummary): string {
  if (exposure.state === "failed")
    return exposure.error ? reasonFirst(exposure.error.message) : "every detector failed";
  if (exposure.done === 0) return "no result yet";
  return "not measurable on any detector so far; the exposure's page has each detector's reason";
}

/** @returns why a detector has no value. */
export function whyNoDetectorValue(record: DetectorRecord, metric: string): string {
  const told = record.missing[metric];
  if (told) return told;
  if (record.state === "expected") return "no event for this detector yet";
  if (record.state === "skipped") return "left out by the pattern that the exposure was analysed with";
  if (record.state === "pending") return "queued or being analysed";
  return record.error ? reasonFirst(record.error.message) : "the task gave no reason";
}

/** @returns why an exposure has no value: the reason that most of its detectors give, and how many of them. */
export function whyNoDetailValue(exposure: ExposureDetail, metric: string): string {
  const counts = new Map<string, number>();
  for (const record of exposure.detectors) {
    if (record.state !== "done") continue;
    const reason = whyNoDetectorValue(record, metric);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!most) return exposure.error ? `failed: ${exposure.error.code}` : whyNoExposureValue(exposure);
  return exposure.expected === 1 ? most[0] : `${most[0]} (${most[1]} of ${exposure.expected})`;
}
