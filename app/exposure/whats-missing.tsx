/** What an exposure lacks, by name: detectors without results after the deadline, and tasks that failed beside the first. */
import { countOf } from "#app/format/number.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";

/** More names than these are folded away. */
const namesShown = 12;

export function WhatsMissing({ exposure }: { exposure: ExposureSummary }) {
  const { missingDetectors: names, failedTasks } = exposure;
  return (
    <>
      {names.length > 0 && (
        <div className="wrap-anywhere text-warn" data-testid="missing-detectors">
          <span aria-hidden="true">▲</span> {countOf(names.length, "detector")} without all results:{" "}
          {names.slice(0, namesShown).join(", ")}
          {names.length > namesShown && (
            <details className="inline">
              <summary className="inline cursor-pointer underline"> and {names.length - namesShown} more</summary>{" "}
              {names.slice(namesShown).join(", ")}
            </details>
          )}
        </div>
      )}
      {failedTasks.map(({ task, detectors, error }) => (
        <p key={task} className="wrap-anywhere text-warn" data-testid="failed-task">
          <span aria-hidden="true">▲</span> {task} failed on {countOf(detectors, "detector")}, the other numbers stand.{" "}
          {error.code}: {reasonFirst(error.message)}
        </p>
      ))}
    </>
  );
}
