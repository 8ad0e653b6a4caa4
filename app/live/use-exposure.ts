/** One exposure with its detectors, read again when its revision grows, but not faster than a reader can look. */
import { useEffect, useRef } from "react";
import { type ExposureDetail, exposureDetail } from "#contracts/exposure.ts";
import { firstRun } from "#contracts/run-name.ts";
import { type Resource, readAhead, useResource } from "./use-resource.ts";

const sideRunEveryMs = 3000;

/**
 * @param revision newest revision that is known from elsewhere; null reads once.
 * @param atMostEveryMs pause between two readings; a focal plane sends hundreds of changes within seconds.
 * @param run whose results are read.
 */
export function useExposure(
  camera: string,
  exposureId: number | null,
  revision: number | null,
  atMostEveryMs: number,
  run: string = firstRun,
): Resource<ExposureDetail> {
  const isSide = run !== firstRun;
  const ofRun = isSide ? `?run=${encodeURIComponent(run)}` : "";
  const path = exposureId === null ? null : `/api/cameras/${camera}/exposures/${exposureId}${ofRun}`;
  // Nobody tells pages of a side run.
  const resource = useResource(exposureDetail, path, isSide ? sideRunEveryMs : undefined);
  const { value, reload } = resource;
  const readAt = useRef(0);
  const known = value?.revision ?? null;
  useEffect(() => {
    if (isSide || revision === null || known === null || revision <= known) return;
    const waitMs = Math.max(0, readAt.current + atMostEveryMs - Date.now());
    const timer = setTimeout(() => {
      readAt.current = Date.now();
      reload();
    }, waitMs);
    return () => clearTimeout(timer);
  }, [isSide, revision, known, reload, atMostEveryMs]);
  return resource;
}

const dwellMs = 400;

/** Reads the neighbours of an exposure once someone stays at it, so that ← and → show them at once. */
export function useNeighboursAhead(camera: string, exposureIds: readonly (number | null)[], ready: boolean): void {
  const wanted = exposureIds.filter((id) => id !== null).join(" ");
  useEffect(() => {
    if (!ready || wanted === "") return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      for (const id of wanted.split(" ")) {
        void readAhead(exposureDetail, `/api/cameras/${camera}/exposures/${id}`, abort.signal);
      }
    }, dwellMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [camera, wanted, ready]);
}
