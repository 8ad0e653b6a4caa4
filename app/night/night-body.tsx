/** The content of a night with exposures. */
"use client";
import { memo, useCallback, useMemo } from "react";
import { NightChannels } from "#app/channels/night-channels.tsx";
import { useKeys } from "#app/chrome/use-keys.ts";
import { useSame } from "#app/live/use-same.ts";
import { readPlotKeys } from "#app/plots/plot-keys.ts";
import { usePassing } from "#app/plots/use-passing.ts";
import { useSelection } from "#app/plots/use-selection.ts";
import { later } from "#app/state/later.tsx";
import { useIdle } from "#app/state/use-idle.ts";
import { useMedia } from "#app/state/use-media.ts";
import { useUrlState } from "#app/state/use-url-state.ts";
import type { CameraView } from "#contracts/api.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { metricOf } from "#contracts/metrics.ts";
import { Announcer } from "./announcer.tsx";
import { BigValues } from "./big-values.tsx";
import { lastImageMs } from "./exposure-facts.ts";
import { LastImage } from "./last-image.tsx";
import { LatestExposure } from "./latest-exposure.tsx";
import { NightSummaryPanel } from "./night-summary-panel.tsx";
import { holdPointed } from "./pointed.ts";
import { TableSection } from "./table-section.tsx";
import { useNightColumns } from "./use-night-columns.ts";

/** Of the plots' size: nothing moves when they come. */
function PlotsToCome() {
  return <div className="panel min-h-[352px] wide:min-h-[394px]" />;
}

/** Numbers first: the plots come after them. */
const NightPlots = later(() => import("./night-plots.tsx").then((file) => file.NightPlots), PlotsToCome);

/** Only who opens one of these plots loads them. */
const LinkedPanels = later(() => import("#app/plots/linked-panels.tsx").then((file) => file.LinkedPanels));

export interface NightBodyProps {
  camera: CameraView | null;
  cameraName: string;
  dayObs: number;
  exposures: readonly ExposureSummary[];
}

const defaultQuietS = 300;

/** The page around it is drawn again with each word of the server; this only with the night. */
export const NightBody = memo(function NightBody({ camera, cameraName, dayObs, exposures }: NightBodyProps) {
  const url = useUrlState();
  const isPhone = useMedia("(max-width: 899px)");
  const isWide = useMedia("(min-width: 1500px)");
  const canPlot = useIdle();
  const night = useNightColumns(camera, cameraName, exposures);
  const { fwhm } = night;
  const metric = metricOf(url.get("metric") ?? "")?.key ?? fwhm;
  const isTableOnly = url.get("only") === "table";
  const choice = useMemo(() => night.all.filter(({ type, key }) => type === "number" && key !== "seq"), [night]);
  const plots = url.get("plots");
  const plotted = useMemo(() => {
    const usual = isPhone ? [metric] : [fwhm, "sky_bg", "star_e_median"];
    const keys = readPlotKeys(plots, (key) => choice.some((column) => column.key === key)) ?? usual;
    return keys.flatMap((key) => night.get(key) ?? []);
  }, [plots, isPhone, metric, fwhm, choice, night]);
  const selection = useSelection(url, night);
  const letGo = (): void => {
    holdPointed(null);
    if (selection.seqs.size > 0) selection.clear();
  };
  useKeys({
    t: () => url.set({ only: isTableOnly ? null : "table" }),
    Escape: letGo,
  });
  const onMetric = useCallback((key: string) => url.set({ metric: key === fwhm ? null : key }), [url, fwhm]);
  const onView = useCallback((view: "plane" | "picture") => url.set({ view: view === "picture" ? view : null }), [url]);
  const passing = usePassing(exposures, night, url);
  const lastMs = useSame(exposures, lastImageMs, (before, now) => before?.firstEventAtMs !== now.firstEventAtMs);
  return (
    <>
      {!isTableOnly && (
        <>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 desk:grid-cols-[minmax(380px,33vw)_minmax(0,1fr)]">
            <LatestExposure
              exposures={exposures}
              camera={camera}
              metric={metric}
              onMetric={onMetric}
              view={url.get("view") === "picture" ? "picture" : "plane"}
              onView={onView}
            />
            <div className="grid min-w-0 grid-rows-[auto_1fr] gap-3">
              <div className="grid grid-cols-2 gap-3 tablet:grid-cols-5">
                <BigValues exposures={exposures} metrics={[fwhm, "sky_bg", "star_e_median", "n_sources_5"]} />
                <LastImage dayObs={dayObs} lastMs={lastMs} quietAfterS={camera?.quietAfterS ?? defaultQuietS} />
              </div>
              {canPlot ? (
                <NightPlots
                  exposures={passing}
                  hidden={exposures.length - passing.length}
                  columns={plotted}
                  choice={choice}
                  selection={selection}
                  fwhm={fwhm}
                  url={url}
                  height={isPhone ? 160 : isWide ? 106 : 92}
                />
              ) : (
                <PlotsToCome />
              )}
            </div>
          </div>
          {camera && <NightChannels camera={camera.name} dayObs={dayObs} known={camera.channels} url={url} />}
          <NightSummaryPanel camera={cameraName} dayObs={dayObs} />
        </>
      )}
      {["scatter", "hist", "detectors"].some((word) => url.get(word) !== null) && (
        <LinkedPanels
          camera={cameraName}
          dayObs={dayObs}
          exposures={passing}
          choice={choice}
          selection={selection}
          url={url}
        />
      )}
      <TableSection
        camera={camera}
        cameraName={cameraName}
        dayObs={dayObs}
        exposures={exposures}
        passing={passing}
        night={night}
        url={url}
      />
      <Announcer latest={exposures[0] ?? null} fwhm={fwhm} />
    </>
  );
});
