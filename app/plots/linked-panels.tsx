/** The plots that were opened beside the strip charts, as the address names them; all share one selection. */
"use client";
import { useMemo } from "react";
import { later } from "#app/state/later.tsx";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { metricOf } from "#contracts/metrics.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import { HistogramPanel } from "./histogram-panel.tsx";
import { readScatterKeys, type ScatterColumns } from "./scatter-dots.ts";
import { ScatterPanel } from "./scatter-panel.tsx";
import type { Selection } from "./use-selection.ts";

/** The canvas and its library weigh as much as all other plots. */
const DetectorsPanel = later(() => import("./detectors-panel.tsx").then((file) => file.DetectorsPanel));

export interface LinkedPanelsProps {
  camera: string;
  dayObs: number;
  exposures: readonly ExposureSummary[];
  choice: readonly NightColumn[];
  selection: Selection;
  url: UrlState;
}

export function LinkedPanels({ camera, dayObs, exposures, choice, selection, url }: LinkedPanelsProps) {
  const byKey = useMemo(() => new Map(choice.map((column) => [column.key, column])), [choice]);
  const words = url.get("scatter");
  const scatter = useMemo((): ScatterColumns<NightColumn> | null => {
    const keys = readScatterKeys(words, (key) => byKey.has(key));
    const [x, y, color] = [keys?.x, keys?.y, keys?.color].map((key) => byKey.get(key ?? ""));
    return x && y && color ? { x, y, color } : null;
  }, [words, byKey]);
  const histogram = byKey.get(url.get("hist") ?? "");
  const ofDetectors = useMemo(() => choice.filter(({ key }) => metricOf(key) !== undefined), [choice]);
  const detectors = ofDetectors.find(({ key }) => key === url.get("detectors"));
  const shared = { exposures, choice, selection };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-4 pb-4 desk:grid-cols-2">
      {detectors && (
        <div className="min-w-0 desk:col-span-2">
          <DetectorsPanel
            {...{ camera, dayObs, exposures, selection }}
            column={detectors}
            choice={ofDetectors}
            axis={url.get("x") === "seq" ? "seq" : "time"}
            onColumn={(key) => url.set({ detectors: key })}
          />
        </div>
      )}
      {scatter && (
        <ScatterPanel
          {...shared}
          columns={scatter}
          onColumns={(keys) => url.set({ scatter: keys && `${keys.x},${keys.y},${keys.color}` })}
        />
      )}
      {histogram && <HistogramPanel {...shared} column={histogram} onColumn={(key) => url.set({ hist: key })} />}
    </div>
  );
}
