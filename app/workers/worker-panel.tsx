/** All workers, counted by state; a state that is chosen shows its workers alone. */
"use client";
import { useMedia } from "#app/state/use-media.ts";
import { useUrlState } from "#app/state/use-url-state.ts";
import type { WorkersAnswer } from "#contracts/workers-answer.ts";
import { PanelTable } from "./panel-table.tsx";
import { WorkerCards } from "./worker-cards.tsx";
import { inOrderOfNeed, isWorkerState, workerStateOrder, workerStates } from "./worker-states.ts";
import { WorkerRows, workerHeads } from "./worker-table.tsx";

const nobody = "No worker has reported. Start one with npm start, or the worker process of this installation.";

export function WorkerPanel({ workers, atMs, attemptsMost }: Pick<WorkersAnswer, "workers" | "atMs" | "attemptsMost">) {
  const { get, set } = useUrlState();
  const isNarrow = useMedia("(width < 700px)");
  const chosen = get("state");
  const state = isWorkerState(chosen) ? chosen : null;
  const versions = Map.groupBy(workers, ({ version }) => version);
  const [usualVersion = null] = [...versions].sort((left, right) => right[1].length - left[1].length)[0] ?? [];
  const shown = inOrderOfNeed(workers.filter((worker) => state === null || worker.state === state));
  const props = { workers: shown, atMs, attemptsMost, usualVersion };
  const empty = workers.length === 0 ? nobody : shown.length === 0 ? `No worker is ${state}.` : null;
  const note =
    versions.size > 1 ? <span className="text-warn">▲ {versions.size} versions run side by side</span> : null;
  return (
    <div className="min-w-0" data-testid="workers">
      {workers.length > 0 && (
        <fieldset aria-label="Workers by state" className="flex flex-wrap gap-2 pb-2">
          {workerStateOrder.map((each) => {
            const count = workers.filter((worker) => worker.state === each).length;
            const { icon, word, color } = workerStates[each];
            return count === 0 && each !== state ? null : (
              <button
                key={each}
                type="button"
                className="control"
                aria-pressed={each === state}
                onClick={() => set({ state: each === state ? null : each })}
              >
                <span aria-hidden="true" className={color}>
                  {icon}
                </span>
                {count} {word}
              </button>
            );
          })}
        </fieldset>
      )}
      {isNarrow && empty === null ? (
        <section aria-label="Workers" className="panel">
          <h2 className="flex flex-wrap items-baseline gap-x-3 px-4 pt-3 pb-2 text-bright">
            Workers <span className="text-small font-normal text-quiet">{note ?? workers.length}</span>
          </h2>
          <WorkerCards {...props} />
        </section>
      ) : (
        <PanelTable title="Workers" note={note ?? String(workers.length)} heads={workerHeads} empty={empty}>
          <WorkerRows {...props} />
        </PanelTable>
      )}
    </div>
  );
}
