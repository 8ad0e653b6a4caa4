/** Amplifiers and plot data of one detector, read when it has a result and again when it gets a newer one. */
import { useEffect, useRef } from "react";
import { type Resource, useResource } from "#app/live/use-resource.ts";
import { type DetectorDepth, type DetectorRecord, detectorDepth } from "#contracts/exposure.ts";

/** @returns what is known of the detector's depth; nothing is asked for while it has no result. */
export function useDetectorDepth(camera: string, exposureId: number, record: DetectorRecord): Resource<DetectorDepth> {
  const path = `/api/cameras/${camera}/exposures/${exposureId}/detectors/${encodeURIComponent(record.detector)}`;
  const resource = useResource(detectorDepth, record.state === "done" ? path : null);
  const { reload } = resource;
  const version = `${path} ${record.timeline.doneAtMs} ${record.configHash}`;
  const read = useRef(version);
  useEffect(() => {
    const before = read.current;
    read.current = version;
    // Another detector is another path, which is read without being told.
    if (before !== version && before.startsWith(`${path} `)) reload();
  }, [version, path, reload]);
  return resource;
}
