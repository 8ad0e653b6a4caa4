/** One detector in depth: its plots, all its numbers with their errors, and its amplifiers. */
"use client";
import type { Resource } from "#app/live/use-resource.ts";
import { whyNoDetectorValue } from "#app/measure/missing-reason.ts";
import type { DetectorDepth } from "#contracts/detector-depth.ts";
import type { DetectorRecord, ExposureDetail } from "#contracts/exposure.ts";
import { countUnits } from "#contracts/metric-unit.ts";
import { AmpTable } from "./amp-table.tsx";
import { EllipticityPlot } from "./ellipticity-plot.tsx";
import { FwhmGrid } from "./fwhm-grid.tsx";
import { HistogramPlot } from "./histogram-plot.tsx";
import { MeasuredValues } from "./measured-values.tsx";
import { PictureLinks } from "./picture-links.tsx";
import { plotDataOf } from "./plot-data.ts";
import { ProfilePlot } from "./profile-plot.tsx";
import { SourceTable } from "./source-table.tsx";

export interface DetectorSectionProps {
  exposure: Pick<ExposureDetail, "camera" | "exposureId">;
  record: DetectorRecord;
  depth: Resource<DetectorDepth>;
  /** The camera's; null where only the headers tell it. */
  pixelScaleArcsec: number | null;
}

/** @returns the scale that this detector's numbers were made with, arcsec a pixel; else the camera's. */
function scaleOf({ metrics }: DetectorRecord, ofCamera: number | null): number | null {
  const [arcsec, px] = [metrics["psf_fwhm"], metrics["psf_fwhm_px"]];
  return arcsec && px ? arcsec / px : ofCamera;
}

export function DetectorSection({ exposure, record, depth, pixelScaleArcsec }: DetectorSectionProps) {
  if (record.state === "failed") {
    return (
      <section aria-labelledby="detector-in-depth" className="panel p-4" data-testid="detector-in-depth">
        <h2 id="detector-in-depth" className="text-bright">
          Detector {record.detector}
        </h2>
        <p className="text-small wrap-anywhere text-quiet">
          no plots, numbers or amplifiers: {whyNoDetectorValue(record, "psf_sigma")}
        </p>
      </section>
    );
  }
  const sizePx = [record.widthPx ?? 1, record.heightPx ?? 1] as const;
  return (
    <section
      aria-labelledby="detector-in-depth"
      className="panel grid grid-cols-[minmax(0,1fr)] gap-4 p-4"
      data-testid="detector-in-depth"
    >
      <h2 id="detector-in-depth" className="text-bright">
        Detector {record.detector}
      </h2>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-4 phone:grid-cols-[repeat(2,minmax(0,1fr))] wide:grid-cols-[repeat(4,minmax(0,1fr))]">
        <HistogramPlot
          data={plotDataOf(record, depth, ({ plots }) => plots.histogram, "postisr_pixel_median")}
          pixelMedian={record.metrics["postisr_pixel_median"] ?? null}
          unit={countUnits[record.pixelUnit]}
          ofPixels={record.widthPx !== null && record.heightPx !== null ? record.widthPx * record.heightPx : null}
        />
        <ProfilePlot data={plotDataOf(record, depth, ({ plots }) => plots.profile, "ee50")} />
        <FwhmGrid
          data={plotDataOf(record, depth, ({ plots }) => plots.fwhmGrid, "psf_sigma")}
          sizePx={sizePx}
          scale={scaleOf(record, pixelScaleArcsec)}
        />
        <EllipticityPlot
          data={plotDataOf(record, depth, ({ plots }) => plots.stars, "psf_sigma")}
          sizePx={sizePx}
          median={record.metrics["star_e_median"] ?? null}
        />
      </div>
      <PictureLinks artifacts={record.artifacts} />
      <MeasuredValues record={record} />
      {depth.value?.plots.sources && (
        <SourceTable
          sources={depth.value.plots.sources}
          fileName={`${exposure.camera}-${exposure.exposureId}-${record.detector}`}
        />
      )}
      <AmpTable
        data={plotDataOf(record, depth, ({ amps }) => (amps.length > 0 ? amps : undefined), "overscan_median")}
        expected={record.samples["overscan_median"] ?? null}
      />
    </section>
  );
}
