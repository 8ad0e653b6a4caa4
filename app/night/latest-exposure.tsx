/** The newest exposure, the loudest thing on the page: number, band, picture, focal plane, and what is missing. */
"use client";
import Link from "next/link";
import { memo, useId } from "react";
import { BandMark } from "#app/bands/band-mark.tsx";
import { FocalPlane } from "#app/focal-plane/focal-plane.tsx";
import { utcClock } from "#app/format/clock.ts";
import { formatNumber } from "#app/format/number.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import { useExposure } from "#app/live/use-exposure.ts";
import { useSame } from "#app/live/use-same.ts";
import { MetricChoice } from "#app/measure/metric-choice.tsx";
import { exposureStates } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import { useIdle } from "#app/state/use-idle.ts";
import type { CameraView } from "#contracts/api.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { obsStartMs } from "#contracts/night-table/exposure-facts.ts";
import { exposureHref } from "./exposure-facts.ts";

/** Two hundred shapes that stay while the exposures before them change. */
const StillPlane = memo(FocalPlane);

export interface LatestExposureProps {
  exposures: readonly ExposureSummary[];
  camera: CameraView | null;
  metric: string;
  onMetric: (metric: string) => void;
  /** Which of the two a narrow window shows; a wide one shows both. */
  view: "plane" | "picture";
  onView: (view: "plane" | "picture") => void;
}

export function LatestExposure({ exposures, ...props }: LatestExposureProps) {
  const latest = exposures[0];
  // While the latest exposure has no picture, the one before stays.
  const pictured = useSame(
    exposures,
    (all) => all.find(hasPicture),
    (before, now) => hasPicture(now) || (before !== null && hasPicture(before)),
  );
  return latest && <Latest {...props} latest={latest} pictured={pictured} />;
}

interface LatestProps extends Omit<LatestExposureProps, "exposures"> {
  latest: ExposureSummary;
  /** The newest one that has a picture. */
  pictured: ExposureSummary | undefined;
}

const Latest = memo(function Latest({ latest, pictured, camera, metric, onMetric, view, onView }: LatestProps) {
  const titleId = useId();
  const detectors = camera?.detectors ?? [];
  const hasPlane = detectors.length > 1;
  // Two hundred detectors are read once the numbers can be worked with.
  const canRead = useIdle();
  const detail = useExposure(
    latest.camera,
    hasPlane && canRead ? latest.exposureId : null,
    latest.revision,
    latest.state === "partial" ? 1_500 : 100,
  );
  const { header } = latest;
  const look = exposureStates[latest.state];
  const startMs = obsStartMs(latest);
  const details = [
    header?.target,
    header?.airmass === null || header?.airmass === undefined ? null : `airmass ${formatNumber(header.airmass, 2)}`,
    startMs === null ? null : `${utcClock(startMs)} UTC`,
  ].filter(Boolean);
  return (
    <section
      aria-labelledby={titleId}
      data-testid="latest-exposure"
      data-exposure-id={latest.exposureId}
      className="panel flex min-w-0 flex-col p-4"
    >
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 id={titleId} className="text-[44px] leading-none wide:text-[56px] font-semibold tracking-tight text-bright">
          <span className="sr-only">Latest exposure </span>
          <Link href={exposureHref(latest)} prefetch={false} className="hover:text-accent">
            <span className="text-quiet">#</span>
            {latest.seqNum}
          </Link>
        </h1>
        {header?.band && (
          <span className="text-2xl text-bright wide:text-3xl">
            <BandMark band={header.band} size={24} />
          </span>
        )}
        {header && header.exposureTimeS !== null && (
          <span className="text-xl wide:text-2xl">
            {formatNumber(header.exposureTimeS, header.exposureTimeS < 10 ? 1 : 0)} s
          </span>
        )}
        {header?.imageType && <span className="hidden text-2xl wide:inline">{header.imageType}</span>}
        <StateMark look={look} className="ml-auto text-xl wide:text-2xl" />
      </div>
      <p className="mt-1 min-h-5 truncate text-quiet">
        {header?.imageType && <span className="wide:hidden">{header.imageType} · </span>}
        {details.join(" · ") ||
          (latest.state === "failed" ? "its header could not be read" : "its header was not read yet")}
      </p>
      <div className={`mt-3 grid flex-1 content-center items-start gap-4 ${hasPlane ? "wide:grid-cols-2" : ""}`}>
        <div className={hasPlane && view === "plane" ? "max-wide:hidden" : ""}>
          <LatestPicture latest={latest} pictured={pictured} tall={!hasPlane} />
        </div>
        {hasPlane && (
          <div className={view === "picture" ? "max-wide:hidden" : ""}>
            <StillPlane
              detectors={detectors}
              records={detail.value?.detectors ?? null}
              metric={metric}
              shape="max-h-[272px] wide:max-h-none"
            />
          </div>
        )}
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1">
        <span>
          <strong className="text-lg text-bright">{latest.done}</strong> of {latest.expected}{" "}
          {latest.expected === 1 ? "detector" : "detectors"}
        </span>
        {latest.failed > 0 && <span className="text-error">■ {latest.failed} failed</span>}
        {latest.state === "late" && (
          <span className="text-warn">▲ {latest.expected - latest.done - latest.failed} missing</span>
        )}
        {hasPlane && (
          <span className="ml-auto flex gap-1">
            <button
              type="button"
              className="control min-h-7 text-small wide:hidden"
              onClick={() => onView(view === "plane" ? "picture" : "plane")}
            >
              {view === "plane" ? "show picture" : "show focal plane"}
            </button>
            <MetricChoice metric={metric} name="Metric on the focal plane" onChoose={onMetric} />
          </span>
        )}
      </div>
      {latest.error && (
        <p
          className="mt-2 line-clamp-2 text-small wrap-anywhere text-error"
          data-tip={reasonFirst(latest.error.message)}
        >
          ■ {reasonFirst(latest.error.message)}
        </p>
      )}
    </section>
  );
});

function hasPicture({ preview }: ExposureSummary): boolean {
  return preview !== null;
}

/** The newest picture there is, which says whose it is where it is not the latest exposure's. */
function LatestPicture({
  latest,
  pictured: shown,
  tall,
}: Pick<LatestProps, "latest" | "pictured"> & { tall: boolean }) {
  const frame = `flex w-full items-center justify-center overflow-hidden rounded border border-line bg-black ${tall ? "aspect-[4/3] max-h-(--picture-most,360px)" : "aspect-square max-wide:max-h-[312px]"}`;
  if (!shown?.preview) {
    const word = latest.state === "failed" ? "no picture: every detector failed" : "no picture yet";
    return <div className={`${frame} text-quiet`}>{word}</div>;
  }
  const isLatest = shown.exposureId === latest.exposureId;
  return (
    <figure className="relative m-0">
      <Link
        href={exposureHref(shown)}
        prefetch={false}
        className={frame}
        aria-label={`Exposure ${shown.seqNum}, its page`}
      >
        {/* biome-ignore lint/performance/noImgElement: a preview is small already and kept by the browser for good */}
        <img
          src={`/api/objects/${shown.preview.key}`}
          width={shown.preview.widthPx}
          height={shown.preview.heightPx}
          alt={`Preview of exposure ${shown.seqNum}`}
          className={`picture h-full w-full object-contain ${isLatest ? "" : "opacity-60"}`}
        />
      </Link>
      {!isLatest && (
        <figcaption className="absolute bottom-0 left-0 w-full bg-page px-2 py-1 text-small text-quiet opacity-90">
          #{shown.seqNum}, until #{latest.seqNum} has a picture
        </figcaption>
      )}
    </figure>
  );
}
