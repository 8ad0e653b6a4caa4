/**
 * The shape of a night before it is known, with the same sizes, so that nothing jumps. What the server told with the
 * page's first bytes stands in it already, so that a poor link shows numbers before any script has come.
 */
import { BandMark } from "#app/bands/band-mark.tsx";
import { formatNumber } from "#app/format/number.ts";
import { exposureStates } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import type { Glance } from "#contracts/glance.ts";
import { metricUnit } from "#contracts/metric-unit.ts";
import { metricOf } from "#contracts/metrics.ts";

export function NightSkeleton({ glance = null }: { glance?: Glance | null }) {
  return (
    <div
      role="status"
      aria-label="Reading the night"
      data-testid="loading"
      className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 desk:grid-cols-[minmax(380px,33vw)_minmax(0,1fr)]"
    >
      <div className="panel h-[496px] p-4">
        {glance ? <GlanceHead glance={glance} /> : <div className="skeleton h-12 w-1/2" />}
        <div className="skeleton mt-8 h-72" />
      </div>
      <div className="grid content-start gap-3">
        <div className="grid grid-cols-2 gap-3 tablet:grid-cols-5">
          {["a", "b", "c", "d", "e"].map((key, at) => (
            <div key={key} className="panel h-[136px] min-w-0 p-3 wide:p-4">
              <GlanceValue glance={glance} at={at} />
            </div>
          ))}
        </div>
        <div className="panel h-[352px]" />
      </div>
    </div>
  );
}

function GlanceHead({ glance }: { glance: Glance }) {
  const { seqNum, band, exposureTimeS, imageType, state, done, expected } = glance;
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1" data-testid="glance">
        <h1 className="text-[44px] leading-none font-semibold tracking-tight text-bright wide:text-[56px]">
          <span className="text-quiet">#</span>
          {seqNum}
        </h1>
        {band && (
          <span className="text-2xl text-bright wide:text-3xl">
            <BandMark band={band} size={24} />
          </span>
        )}
        {exposureTimeS !== null && (
          <span className="text-xl wide:text-2xl">{formatNumber(exposureTimeS, exposureTimeS < 10 ? 1 : 0)} s</span>
        )}
        <StateMark look={exposureStates[state]} className="ml-auto text-xl wide:text-2xl" />
      </div>
      <p className="mt-1 min-h-5 truncate text-quiet">
        {imageType && `${imageType} · `}
        {done} of {expected}
      </p>
    </>
  );
}

function GlanceValue({ glance, at }: { glance: Glance | null; at: number }) {
  const shown = glance?.values[at];
  if (!glance || !shown) {
    return (
      <>
        <div className="skeleton h-4 w-16" />
        <div className="skeleton mt-3 h-10" />
      </>
    );
  }
  const definition = metricOf(shown.metric);
  const digits = shown.value !== null && Math.abs(shown.value) >= 1000 ? 0 : (definition?.digits ?? 2);
  return (
    <>
      <p className="flex items-baseline justify-between gap-2 text-small text-text wide:text-body">
        <span className="truncate">
          {definition?.label ?? shown.metric}{" "}
          <span className="text-quiet">{definition && metricUnit(definition, glance.pixelUnit ?? "adu")}</span>
        </span>
        {glance.measuredSeqNum !== glance.seqNum && glance.measuredSeqNum !== null && (
          <span className="text-quiet">#{glance.measuredSeqNum}</span>
        )}
      </p>
      <p
        data-metric={shown.metric}
        data-value={shown.value ?? ""}
        className="mt-1 text-(length:--big-number) leading-none font-semibold tracking-tight text-bright"
      >
        {formatNumber(shown.value, digits)}
      </p>
    </>
  );
}
