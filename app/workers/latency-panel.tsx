/** How long each stage between shutter and page takes: p50, p95 and p99 of a window, for one camera or all. */
"use client";
import { useState } from "react";
import { formatSpan } from "#app/format/duration.ts";
import { formatNumber } from "#app/format/number.ts";
import { useResource } from "#app/live/use-resource.ts";
import { camerasAnswer } from "#contracts/api.ts";
import { latencyAnswer, latencyStages, latencyWindowsMin } from "#contracts/latency.ts";
import { cell, numberCell, PanelTable } from "./panel-table.tsx";

const readEveryMs = 10_000;
/** Spans over several stages stand below the stages. */
const sums: ReadonlySet<string> = new Set(["result", "page", "whole"]);

function windowWords(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : `${minutes / 60} h`;
}

export function LatencyPanel() {
  const [camera, setCamera] = useState<string | null>(null);
  const [windowMin, setWindowMin] = useState<number>(60);
  const cameras = useResource(camerasAnswer, "/api/cameras");
  const wanted = camera === null ? "" : `&camera=${camera}`;
  const { value } = useResource(latencyAnswer, `/api/latency?windowMin=${windowMin}${wanted}`, readEveryMs);
  const spreads = new Map(value?.stages.map((spread) => [spread.stage, spread]));
  const seen = cameras.value?.cameras.filter(({ latest }) => latest !== null) ?? [];
  return (
    <div className="relative min-w-0" data-testid="latency">
      <PanelTable
        title="Latency"
        heads={["Stage", "From → to", ">Samples", ">p50", ">p95", ">p99"]}
        empty={value?.stages.length === 0 ? `Nothing was measured in the last ${windowWords(windowMin)}.` : null}
      >
        {latencyStages.map(({ key, means }) => {
          const spread = spreads.get(key);
          return (
            <tr key={key} data-stage={key} className={sums.has(key) ? "text-bright" : ""}>
              <th scope="row" className={`${cell} pl-4 text-left font-normal`}>
                {key}
              </th>
              <td className={`${cell} text-quiet`}>{means}</td>
              <td className={`${numberCell} text-quiet`}>{spread ? formatNumber(spread.count, 0) : "–"}</td>
              {[spread?.p50Ms, spread?.p95Ms, spread?.p99Ms].map((ms, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: three columns that never change place
                <td key={index} className={numberCell}>
                  {formatSpan(ms)}
                </td>
              ))}
            </tr>
          );
        })}
      </PanelTable>
      <div className="flex flex-wrap gap-2 px-4 pt-3 text-small phone:absolute phone:top-2 phone:right-4 phone:p-0">
        <select
          aria-label="Camera of the latencies"
          className="control min-h-7"
          value={camera ?? ""}
          onChange={({ target }) => setCamera(target.value || null)}
        >
          <option value="">all cameras</option>
          {seen.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        {latencyWindowsMin.map((minutes) => (
          <button
            key={minutes}
            type="button"
            className="control min-h-7"
            aria-pressed={minutes === windowMin}
            onClick={() => setWindowMin(minutes)}
          >
            {windowWords(minutes)}
          </button>
        ))}
      </div>
    </div>
  );
}
