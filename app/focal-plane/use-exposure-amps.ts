/** All amplifiers of an exposure, read while they are shown and again when the exposure has changed. */
import { useEffect, useRef } from "react";
import { type Resource, useResource } from "#app/live/use-resource.ts";
import type { ExposureDetail } from "#contracts/exposure.ts";
import { type ExposureAmps, exposureAmps } from "#contracts/exposure-amps.ts";
import { firstRun } from "#contracts/run-name.ts";

/** Pause between two readings; a focal plane sends hundreds of changes within seconds. */
const atMostEveryMs = 2_000;

/** @param isShown nothing is asked for while it is false. */
export function useExposureAmps(
  exposure: Pick<ExposureDetail, "camera" | "exposureId" | "run" | "revision"> | null,
  isShown: boolean,
): Resource<ExposureAmps> {
  const run = exposure && exposure.run !== firstRun ? `?run=${encodeURIComponent(exposure.run)}` : "";
  const place = exposure && `/api/cameras/${exposure.camera}/exposures/${exposure.exposureId}/amplifiers${run}`;
  const path = isShown ? place : null;
  const resource = useResource(exposureAmps, path);
  const { reload } = resource;
  const revision = exposure?.revision ?? null;
  const read = useRef({ path, revision, atMs: 0 });
  useEffect(() => {
    const before = read.current;
    // Another path is read without being told.
    if (before.path !== path) read.current = { path, revision, atMs: Date.now() };
    if (path === null || before.path !== path || before.revision === revision) return;
    const waitMs = Math.max(0, before.atMs + atMostEveryMs - Date.now());
    const timer = setTimeout(() => {
      read.current = { path, revision, atMs: Date.now() };
      reload();
    }, waitMs);
    return () => clearTimeout(timer);
  }, [path, revision, reload]);
  return resource;
}
