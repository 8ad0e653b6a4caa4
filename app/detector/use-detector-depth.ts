/** Amplifiers, plot data and logs of one detector, read when it has a result and again when it gets a newer one. */
import { useEffect, useRef } from "react";
import { type Resource, useResource } from "#app/live/use-resource.ts";
import { type DetectorDepth, detectorDepth } from "#contracts/detector-depth.ts";
import type { DetectorRecord, ExposureDetail } from "#contracts/exposure.ts";
import { firstRun } from "#contracts/run-name.ts";

/** @returns what is known of the detector's depth; nothing is asked for while it has no result. */
export function useDetectorDepth(
  { camera, exposureId, run }: Pick<ExposureDetail, "camera" | "exposureId" | "run">,
  record: DetectorRecord | null,
): Resource<DetectorDepth> {
  const place = `/api/cameras/${camera}/exposures/${exposureId}/detectors/${encodeURIComponent(record?.detector ?? "")}`;
  const path = run === firstRun ? place : `${place}?run=${encodeURIComponent(run)}`;
  // A detector may wait for another task while its first one has its numbers.
  const hasResult = Boolean(record?.configHash);
  const resource = useResource(detectorDepth, hasResult ? path : null);
  const { reload } = resource;
  const version = `${path} ${record?.timeline.doneAtMs} ${record?.configHash}`;
  const read = useRef(version);
  useEffect(() => {
    const before = read.current;
    read.current = version;
    // Another detector is another path, which is read without being told.
    if (before !== version && before.startsWith(`${path} `)) reload();
  }, [version, path, reload]);
  return resource;
}
