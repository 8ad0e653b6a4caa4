/** The night rolled up in a line: time covered and what was taken; what is behind it is loaded when it is unfolded. */
"use client";
import { memo, useState } from "react";
import { countOf, formatNumber } from "#app/format/number.ts";
import { useResource } from "#app/live/use-resource.ts";
import { later } from "#app/state/later.tsx";
import { useIdle } from "#app/state/use-idle.ts";
import { type NightSummary, nightSummary } from "#contracts/night-summary.ts";

const readAgainMs = 15_000;

const NightSummaryDetails = later(() => import("./night-summary-details.tsx").then((file) => file.NightSummaryDetails));

export const NightSummaryPanel = memo(function NightSummaryPanel({
  camera,
  dayObs,
}: {
  camera: string;
  dayObs: number;
}) {
  const [isOpen, setIsOpen] = useState(false);
  // The table is read first.
  const canRead = useIdle();
  const path = `/api/cameras/${camera}/nights/${dayObs}/summary`;
  const { value, problem } = useResource(nightSummary, canRead ? path : null, readAgainMs);
  // Its line keeps its place from the beginning, so that the table below does not jump.
  if (value === null) {
    return (
      <p className="panel mx-4 mb-3 px-4 py-2 text-quiet" role={problem ? "alert" : undefined}>
        The night so far {problem && `is not known: ${problem.detail}`}
      </p>
    );
  }
  return (
    <details
      className="panel mx-4 mb-3 min-w-0 px-4 py-2"
      data-testid="night-summary"
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary className="cursor-pointer">
        <span className="text-bright">The night so far</span>{" "}
        <span className="text-quiet">{headline(value).join(" · ")}</span>
      </summary>
      {isOpen && <NightSummaryDetails night={value} />}
    </details>
  );
});

function headline(night: NightSummary): string[] {
  const types = Object.entries(night.byImageType).map(([type, count]) => `${count} ${type}`);
  const hours = `${formatNumber(night.openShutterS / 3600, 2)} h open shutter`;
  const [from, to] = [night.startUtc?.slice(11, 16), night.endUtc?.slice(11, 16)];
  return [countOf(night.exposures, "exposure"), ...types, ...(from && to ? [`${from}–${to} UTC`] : []), hours];
}
