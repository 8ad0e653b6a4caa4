/** The exposure that is compared with: read at once, and again while it is still arriving. */
import { useEffect, useMemo } from "react";
import { useExposure } from "#app/live/use-exposure.ts";
import type { Night } from "#app/live/use-night.ts";
import type { Resource } from "#app/live/use-resource.ts";
import type { ExposureDetail } from "#contracts/exposure.ts";
import { exposureIdOf } from "#contracts/identity.ts";
import type { OtherExposure } from "./compare-address.ts";

/** Pages are told of the night that they show; an exposure of another night is asked after. */
const askEveryMs = 5_000;

/** @param night the one that the page follows. */
export function useOther(camera: string, other: OtherExposure | null, night: Night): Resource<ExposureDetail> {
  const isOfNight = other?.dayObs === night.dayObs;
  const inNight = useMemo(
    () => (isOfNight ? (night.exposures?.find(({ seqNum }) => seqNum === other?.seqNum) ?? null) : null),
    [isOfNight, night.exposures, other?.seqNum],
  );
  const id = other === null ? null : (inNight?.exposureId ?? exposureIdOf(other.dayObs, other.seqNum));
  const resource = useExposure(camera, id, inNight?.revision ?? null, 500);
  const { reload, value } = resource;
  const isArriving = value !== null && (value.state === "pending" || value.state === "partial");
  useEffect(() => {
    if (isOfNight || !isArriving) return;
    const timer = setInterval(reload, askEveryMs);
    return () => clearInterval(timer);
  }, [isOfNight, isArriving, reload]);
  return resource;
}
