/** An exposure that only other programs tell of: no image of it ever came here, so their channels are all there is. */
"use client";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { CameraView } from "#contracts/api.ts";
import type { ExposureDetail } from "#contracts/exposure.ts";
import { ChannelSection } from "./channel-section.tsx";

export interface ForeignExposureProps {
  exposure: ExposureDetail;
  camera: CameraView | null;
  url: UrlState;
}

export function ForeignExposure({ exposure, camera, url }: ForeignExposureProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4" data-exposure-id={exposure.exposureId}>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="text-[40px] leading-none font-semibold tracking-tight text-bright">
          <span className="text-quiet">#</span>
          {exposure.seqNum}
        </h1>
        <span className="text-quiet">No image of this exposure came here; other programs tell of it.</span>
      </div>
      <ChannelSection of={exposure} known={camera?.channels ?? []} contributed={exposure.contributed} url={url} />
    </div>
  );
}
