/** The comparison on an exposure's page: what is compared, how to choose another, and both side by side once they are there. */
"use client";
import { ProblemNote } from "#app/chrome/problem-note.tsx";
import { ExposureSkeleton } from "#app/exposure/exposure-skeleton.tsx";
import { formatDayObs } from "#app/format/day-obs.ts";
import type { Night } from "#app/live/use-night.ts";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { CameraView } from "#contracts/api.ts";
import type { ExposureDetail } from "#contracts/exposure.ts";
import type { OtherExposure } from "./compare-address.ts";
import { CompareBody } from "./compare-body.tsx";
import { ComparePicker } from "./compare-picker.tsx";
import type { ComparisonState } from "./use-comparison.ts";

export interface ComparisonProps {
  own: ExposureDetail;
  compared: ComparisonState;
  camera: CameraView | null;
  night: Night;
  url: UrlState;
}

export function Comparison({ own, compared, camera, night, url }: ComparisonProps) {
  const { text, other, detail, choose, swap } = compared;
  const { value, problem } = detail;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 px-4 pt-4 pb-3">
        <h1 className="mr-2 text-xl text-bright">
          #{own.seqNum} compared with {other === null ? `“${text}”` : nameOf(other, own)}
        </h1>
        <button
          type="button"
          className="control min-h-7 text-small"
          data-tip="Change sides (x)"
          disabled={value === null}
          onClick={swap}
        >
          ⇄ swap
        </button>
        <button
          type="button"
          className="control min-h-7 text-small"
          data-tip="Back to the exposure alone (c)"
          onClick={() => choose(null)}
        >
          ✕ stop comparing
        </button>
        <ComparePicker own={own} exposures={night.exposures} other={other} onChoose={choose} />
      </div>
      {own.exposureId === value?.exposureId && (
        <p className="px-4 pb-3 text-note" role="status">
          ◆ It is compared with itself.
        </p>
      )}
      {value ? (
        <CompareBody own={own} other={value} camera={camera} url={url} />
      ) : other === null ? (
        <p className="panel mx-4 p-4 text-warn" data-testid="other-missing">
          ▲ “{text}” in the address names no exposure. Choose one above.
        </p>
      ) : problem?.status === 404 ? (
        <p className="panel mx-4 p-4" data-testid="other-missing">
          <span className="text-warn">▲</span> {own.camera} has no exposure {other.seqNum} on{" "}
          {formatDayObs(other.dayObs)}. If it is still to come, it is shown here when it does; or choose another above.
        </p>
      ) : problem ? (
        <ProblemNote problem={problem} />
      ) : (
        <ExposureSkeleton />
      )}
    </>
  );
}

function nameOf({ dayObs, seqNum }: OtherExposure, own: ExposureDetail): string {
  return dayObs === own.dayObs ? `#${seqNum}` : `${formatDayObs(dayObs)} #${seqNum}`;
}
