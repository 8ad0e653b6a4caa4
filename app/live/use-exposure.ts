/** One exposure with its detectors, read again when its revision grows, but not faster than a reader can look. */
import { useEffect, useRef } from "react";
import { type ExposureDetail, exposureDetail } from "#contracts/exposure.ts";
import { type Resource, useResource } from "./use-resource.ts";

/**
 * @param revision newest revision that is known from elsewhere; null reads once.
 * @param atMostEveryMs pause between two readings; a focal plane sends hundreds of changes within seconds.
 */
export function useExposure(
  camera: string,
  exposureId: number | null,
  revision: number | null,
  atMostEveryMs: number,
): Resource<ExposureDetail> {
  const path = exposureId === null ? null : `/api/cameras/${camera}/exposures/${exposureId}`;
  const resource = useResource(exposureDetail, path);
  const { value, reload } = resource;
  const readAt = useRef(0);
  const known = value?.revision ?? null;
  useEffect(() => {
    if (revision === null || known === null || revision <= known) return;
    const waitMs = Math.max(0, readAt.current + atMostEveryMs - Date.now());
    const timer = setTimeout(() => {
      readAt.current = Date.now();
      reload();
    }, waitMs);
    return () => clearTimeout(timer);
  }, [revision, known, reload, atMostEveryMs]);
  return resource;
}
