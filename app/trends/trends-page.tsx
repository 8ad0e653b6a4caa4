/** A camera over many nights: each metric's medians by band, and the same numbers as a table. */
"use client";
import Link from "next/link";
import { useMemo } from "react";
import { BandMark } from "#app/bands/band-mark.tsx";
import { bandsInOrder } from "#app/bands/bands-in-order.ts";
import { CameraSwitch } from "#app/chrome/camera-switch.tsx";
import { ReadingState, useReading } from "#app/chrome/reading-state.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
import { UnknownCamera } from "#app/chrome/unknown-camera.tsx";
import { formatDayObs } from "#app/format/day-obs.ts";
import { formatNumber } from "#app/format/number.ts";
import { useResource } from "#app/live/use-resource.ts";
import { type LimitBook, limitBook } from "#app/measure/limit-scope.tsx";
import { unitAmongNights } from "#app/measure/unit-among-nights.ts";
import { bandLimits } from "#app/plots/band-limits.ts";
import { later } from "#app/state/later.tsx";
import { useUrlState } from "#app/state/use-url-state.ts";
import { camerasAnswer } from "#contracts/api.ts";
import { metricOf } from "#contracts/metrics.ts";
import { type NightSummary, trendsAnswer } from "#contracts/night-summary.ts";
import { trendContexts, trendMetrics, trendPoints } from "./trend-points.ts";

/** The plots' library comes after the numbers. */
const TrendPlot = later(
  () => import("./trend-plot.tsx").then((file) => file.TrendPlot),
  () => <div className="panel h-[272px]" />,
);

const spans = [7, 30, 90, 366] as const;
const readAgainMs = 60_000;
const head = "border-b border-strong-line px-2 py-1 font-medium whitespace-nowrap";
const cell = "border-b border-line px-2 py-1 text-right font-mono whitespace-nowrap";

export function TrendsPage({ camera: name }: { camera: string }) {
  const url = useUrlState();
  const span = spans.find((each) => String(each) === url.get("nights")) ?? 30;
  const cameras = useResource(camerasAnswer, "/api/cameras");
  const known = cameras.value?.cameras ?? null;
  const camera = known?.find((each) => each.name === name) ?? null;
  const book = useMemo(() => limitBook(camera), [camera]);
  const trends = useResource(trendsAnswer, `/api/cameras/${name}/trends?nights=${span}`, readAgainMs);
  const reading = useReading(trends, readAgainMs);
  return (
    <>
      <TopBar timeZone={camera?.timeZone ?? null}>
        <CameraSwitch camera={name} cameras={known} />
        <Link href={`/${name}`} prefetch={false} className="control">
          Tonight
        </Link>
      </TopBar>
      <main className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
        {known !== null && camera === null ? (
          <UnknownCamera name={name} cameras={known} lookAgain={cameras.reload} />
        ) : (
          <>
            <div className="flex flex-wrap items-center gap-2">
              <h1 className="mr-2 text-xl text-bright">Trends</h1>
              <fieldset aria-label="Nights" className="flex gap-1">
                {spans.map((each) => (
                  <button
                    key={each}
                    type="button"
                    className="control"
                    aria-pressed={each === span}
                    onClick={() => url.set({ nights: each === 30 ? null : String(each) })}
                  >
                    {each === 366 ? "a year" : `${each} nights`}
                  </button>
                ))}
              </fieldset>
              <span className="text-small text-quiet">medians of science exposures by band; lines span the night</span>
            </div>
            <ReadingState {...reading} what="Reading the nights">
              <div className="panel h-[272px]" />
            </ReadingState>
            {trends.value && <Trends camera={name} nights={trends.value.nights} book={book} />}
          </>
        )}
      </main>
    </>
  );
}

interface TrendsProps {
  camera: string;
  nights: readonly NightSummary[];
  book: LimitBook;
}

function Trends({ camera, nights, book }: TrendsProps) {
  const metrics = useMemo(() => trendMetrics(nights), [nights]);
  const unitOf = unitAmongNights(nights);
  const days = nights.map(({ dayObs }) => dayObs);
  if (metrics.length === 0) {
    return (
      <p className="panel p-8 text-center text-quiet">No night of this camera has science exposures with numbers.</p>
    );
  }
  const bands = bandsInOrder(nights.flatMap((night) => night.bands.map(({ band }) => band)));
  return (
    <>
      <p className="flex flex-wrap gap-4">
        {bands.map((band) => (
          <BandMark key={band} band={band} size={14} />
        ))}
      </p>
      <div className="grid gap-3 desk:grid-cols-2">
        {metrics.map((metric) => (
          <TrendPlot
            key={metric}
            camera={camera}
            metric={metric}
            unit={unitOf(metric)}
            nights={days}
            points={trendPoints(nights, metric)}
            limits={bandLimits(book(metric), trendContexts(camera, nights, metric))}
          />
        ))}
      </div>
      <TrendTable camera={camera} nights={nights} metrics={metrics} />
    </>
  );
}

function TrendTable(props: { camera: string; nights: readonly NightSummary[]; metrics: readonly string[] }) {
  const { camera, nights, metrics } = props;
  const unitOf = unitAmongNights(nights);
  return (
    <section aria-label="Nights as numbers" className="panel min-w-0 overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 text-small">
        <caption className="sr-only">Medians by night and band, newest night first</caption>
        <thead>
          <tr>
            <th scope="col" className={`${head} text-left`}>
              Night
            </th>
            <th scope="col" className={`${head} text-left`}>
              Band
            </th>
            <th scope="col" className={`${head} text-right`}>
              Exposures
            </th>
            {metrics.map((key) => (
              <th key={key} scope="col" className={`${head} text-right`} data-tip={metricOf(key)?.definition}>
                {metricOf(key)?.label ?? key} <span className="text-quiet">{unitOf(key)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...nights].reverse().flatMap((night) =>
            night.bands.map(({ band, exposures, metrics: its }) => (
              <tr key={`${night.dayObs} ${band}`}>
                <th scope="row" className="border-b border-line px-2 py-1 text-left font-normal">
                  <Link href={`/${camera}/${night.dayObs}`} prefetch={false} className="text-accent hover:underline">
                    {formatDayObs(night.dayObs)}
                  </Link>
                </th>
                <td className="border-b border-line px-2 py-1">
                  <BandMark band={band} size={12} />
                </td>
                <td className={cell}>{exposures}</td>
                {metrics.map((key) => (
                  <td key={key} className={cell}>
                    {formatNumber(its.find(({ metric }) => metric === key)?.median, metricOf(key)?.digits ?? 2)}
                  </td>
                ))}
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}
