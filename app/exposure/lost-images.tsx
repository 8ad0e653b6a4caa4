/** What became of images that should have come: missing ones by name, found ones, and failures that were tried again. */
import { utcClock } from "#app/format/clock.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import type { SupersededResult } from "#contracts/exposure.ts";
import type { Reconciliation } from "#contracts/reconciliation.ts";

const namedAtMost = 12;

export interface LostImagesProps {
  reconciliation: Reconciliation | null;
  superseded: readonly SupersededResult[];
}

export function LostImages({ reconciliation, superseded }: LostImagesProps) {
  const missing = reconciliation?.missing ?? [];
  const found = reconciliation?.retriggered ?? [];
  return (
    <>
      {missing.length > 0 && (
        <details data-testid="missing-images" data-count={missing.length}>
          <summary>
            <span className="text-warn">
              <span aria-hidden="true">▲</span> {missing.length} missing:
            </span>{" "}
            {namesOf(missing)}
            <span className="text-quiet"> · looked for at {utcClock(reconciliation?.atMs ?? 0)} UTC</span>
          </summary>
          <ul className="mt-1 grid gap-0.5 pl-4 text-small text-quiet">
            {missing.map(({ detector, kind, reason }) => (
              <li key={`${detector} ${kind}`} className="wrap-anywhere">
                {detector}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {found.length > 0 && (
        <p data-testid="found-images">
          <span aria-hidden="true" className="text-note">
            ◆
          </span>{" "}
          {found.length === 1 ? "The event" : `The events of ${found.length} images`} {found.length === 1 && "of "}
          {found.length === 1 && namesOf(found)} {found.length === 1 ? "was" : "were"} lost; found in the object store
          at {utcClock(found[0]?.atMs ?? 0)} UTC{found.length > 1 && `: ${namesOf(found)}`}.
        </p>
      )}
      {superseded.map(({ detector, task, error, supersededAtMs, by }) => (
        <p key={`${detector} ${task} ${supersededAtMs}`} data-testid="superseded" className="wrap-anywhere text-quiet">
          <span aria-hidden="true">↻</span> {detector} failed before with {error?.code ?? "no reason"} and was tried
          again by {by} at {utcClock(supersededAtMs)} UTC: {reasonFirst(error?.message ?? "")}
        </p>
      ))}
    </>
  );
}

function namesOf(images: readonly { detector: string }[]): string {
  const names = images.slice(0, namedAtMost).map(({ detector }) => detector);
  return names.join(", ") + (images.length > namedAtMost ? ` and ${images.length - namedAtMost} more` : "");
}
