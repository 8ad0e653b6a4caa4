/** The content of a night with exposures. */
"use client";
import dynamic from "next/dynamic";
import { useDeferredValue, useMemo } from "react";
import { NightChannels } from "#app/channels/night-channels.tsx";
import { useMedia } from "#app/state/use-media.ts";
import { useUrlState } from "#app/state/use-url-state.ts";
import type { CameraView } from "#contracts/api.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { metricOf } from "#contracts/metrics.ts";
import { Announcer } from "./announcer.tsx";
import { BigValues } from "./big-values.tsx";
import { ExposureCards } from "./exposure-cards.tsx";
import { fwhmMetric, lastImageMs } from "./exposure-facts.ts";
import { ExposureTable } from "./exposure-table.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { LastImage } from "./last-image.tsx";
import { LatestExposure } from "./latest-exposure.tsx";
import { filterNight, orderNight, readFilter, readOrder, writeOrder } from "./night-filter.ts";

/** Numbers first: the plots and their library come after them. */
const NightPlots = dynamic(() => import("./night-plots.tsx").then((file) => file.NightPlots), {
  ssr: false,
  loading: () => <div className="panel min-h-[352px] wide:min-h-[394px]" />,
});

export interface NightBodyProps {
  camera: CameraView | null;
  dayObs: number;
  exposures: readonly ExposureSummary[];
}

const defaultQuietS = 300;

export function NightBody({ camera, dayObs, exposures }: NightBodyProps) {
  const url = useUrlState();
  const isPhone = useMedia("(max-width: 899px)");
  const isWide = useMedia("(min-width: 1500px)");
  const fwhm = fwhmMetric(exposures, camera?.pixelScaleArcsec ?? null);
  const metric = metricOf(url.get("metric") ?? "")?.key ?? fwhm;
  const filter = useMemo(() => readFilter(url.get), [url.get]);
  const order = useMemo(() => readOrder(url.get("sort")), [url.get]);
  const compact = url.get("rows") === "compact";
  const rows = useMemo(() => orderNight(filterNight(exposures, filter), order), [exposures, filter, order]);
  const settledRows = useDeferredValue(rows);
  const plotted = isPhone ? [metric] : [fwhm, "sky_bg", "star_e_median"];
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 desk:grid-cols-[minmax(380px,33vw)_minmax(0,1fr)]">
        <LatestExposure
          exposures={exposures}
          camera={camera}
          metric={metric}
          onMetric={(key) => url.set({ metric: key === fwhm ? null : key })}
          view={url.get("view") === "picture" ? "picture" : "plane"}
          onView={(view) => url.set({ view: view === "picture" ? view : null })}
        />
        <div className="grid min-w-0 grid-rows-[auto_1fr] gap-3">
          <div className="grid grid-cols-2 gap-3 tablet:grid-cols-5">
            <BigValues exposures={exposures} metrics={[fwhm, "sky_bg", "star_e_median", "n_sources_5"]} />
            <LastImage
              dayObs={dayObs}
              lastMs={lastImageMs(exposures)}
              quietAfterS={camera?.quietAfterS ?? defaultQuietS}
            />
          </div>
          <NightPlots
            exposures={exposures}
            metrics={plotted}
            axis={url.get("x") === "seq" ? "seq" : "time"}
            onAxis={(axis) => url.set({ x: axis === "seq" ? "seq" : null })}
            height={isPhone ? 160 : isWide ? 106 : 92}
          />
        </div>
      </div>
      {camera && <NightChannels camera={camera.name} dayObs={dayObs} known={camera.channels} url={url} />}
      <FilterBar exposures={exposures} shown={rows.length} filter={filter} url={url} compact={compact} />
      {rows.length === 0 ? (
        <p className="p-8 text-center text-quiet">No exposure of this night fits the filter.</p>
      ) : isPhone ? (
        <ExposureCards exposures={settledRows} fwhm={fwhm} />
      ) : (
        <ExposureTable
          exposures={rows}
          order={order}
          onOrder={(next) => url.set({ sort: writeOrder(next) })}
          fwhm={fwhm}
          compact={compact}
        />
      )}
      <Announcer latest={exposures[0] ?? null} fwhm={fwhm} />
    </>
  );
}
