/** An exposure for tests of the pages, with what a test says and nothing else. */
import { type ExposureSummary, exposureSummary } from "#contracts/exposure.ts";

const silentHeader = {
  exposureTimeS: null,
  imageType: null,
  band: null,
  physicalFilter: null,
  obsStartUtc: null,
  airmass: null,
  target: null,
  program: null,
  observationReason: null,
  raDeg: null,
  decDeg: null,
  altitudeDeg: null,
  azimuthDeg: null,
};

export interface SampleParts extends Partial<Omit<ExposureSummary, "header">> {
  header?: Partial<ExposureSummary["header"]>;
}

/** @returns exposure `seqNum` of LSSTCam on 2026-11-21, pending unless said otherwise. */
export function sampleExposure(seqNum: number, parts: SampleParts = {}): ExposureSummary {
  const { header, ...rest } = parts;
  return exposureSummary.parse({
    v: 1,
    camera: "LSSTCam",
    exposureId: 20261121 * 100_000 + seqNum,
    dayObs: 20261121,
    seqNum,
    obsId: null,
    state: "pending",
    expected: 9,
    done: 0,
    failed: 0,
    revision: 1,
    metrics: {},
    aggregates: {},
    preview: null,
    error: null,
    firstEventAtMs: null,
    updatedAtMs: 0,
    completedAtMs: null,
    header: header === undefined ? null : { ...silentHeader, ...header },
    ...rest,
  });
}
