/** Below a focal plane: what is pointed at, how many cells have no value and why, and which are beyond their limits. */
import { memo } from "react";
import { countOf } from "#app/format/number.ts";
import type { Judge } from "#app/measure/limit-scope.tsx";
import { metricLevels } from "#app/measure/metric-level.ts";
import type { PlaneCell } from "./plane-cells.ts";
import type { PlaneMetric } from "./plane-metric.ts";
import { cellLine, cellName } from "./plane-words.ts";

export interface PlaneNotesProps {
  cells: readonly PlaneCell[];
  metric: PlaneMetric;
  pointed: PlaneCell | null;
  /** Null for differences, which have no limits. */
  judge: Judge | null;
}

/** More names than these are only counted. */
const named = 4;
const reasonsTold = 2;

export function PlaneNotes({ cells, metric, pointed, judge }: PlaneNotesProps) {
  const noun = metric.level === "amplifier" && cells.some(({ amp }) => amp !== null) ? "cell" : "detector";
  return (
    <div className="mt-1 grid gap-0.5 text-small">
      <p className="min-h-10 wrap-anywhere" role="status" data-testid="plane-pointed">
        {pointed ? (
          cellLine(pointed, metric, judge)
        ) : (
          <span className="text-quiet">Point at a cell, or walk with the arrows.</span>
        )}
      </p>
      <MissingNote cells={cells} noun={noun} />
      {judge && <BeyondNote cells={cells} metric={metric} judge={judge} noun={noun} />}
    </div>
  );
}

const MissingNote = memo(function MissingNote({ cells, noun }: { cells: readonly PlaneCell[]; noun: string }) {
  const reasons = new Map<string, number>();
  for (const { why } of cells) if (why !== null) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  if (reasons.size === 0) return null;
  const told = [...reasons].sort((a, b) => b[1] - a[1]);
  const count = told.reduce((sum, [, n]) => sum + n, 0);
  const more = told.length - reasonsTold;
  return (
    <p className="wrap-anywhere text-quiet" data-testid="plane-missing" data-count={count}>
      <span aria-hidden="true">▨</span> {countOf(count, noun)} without a value:{" "}
      {told
        .slice(0, reasonsTold)
        .map(([why, n]) => (told.length === 1 ? why : `${why} (${n})`))
        .join("; ")}
      {more > 0 && `; ${countOf(more, "other reason")}`}
    </p>
  );
});

const BeyondNote = memo(function BeyondNote({
  cells,
  metric,
  judge,
  noun,
}: Omit<PlaneNotesProps, "pointed"> & { judge: Judge; noun: string }) {
  const judged = cells.map((cell) => ({ cell, level: judge(metric.judgedAs ?? "", cell.value).level }));
  return (["error", "warn"] as const).map((level) => {
    const beyond = judged.filter((each) => each.level === level).map(({ cell }) => cell);
    if (beyond.length === 0) return null;
    const { icon, word, color } = metricLevels[level];
    return (
      <p key={level} className={`wrap-anywhere ${color}`} data-testid={`plane-${level}`} data-count={beyond.length}>
        <span aria-hidden="true">{icon}</span> {countOf(beyond.length, noun)} {word}:{" "}
        {beyond
          .slice(0, named)
          .map((cell) => cellName(cell))
          .join(", ")}
        {beyond.length > named && ` and ${beyond.length - named} more`}
      </p>
    );
  });
});
