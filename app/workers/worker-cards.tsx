/** The workers on a phone: a card each, with what needs somebody first. */
import { formatSpan } from "#app/format/duration.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import {
  WorkerClock,
  WorkerCounts,
  WorkerMemory,
  WorkerNow,
  WorkerRuns,
  WorkerUp,
  workerPlace,
} from "./worker-cells.tsx";
import { isSilent, workerName, workerStates } from "./worker-states.ts";
import type { WorkersProps } from "./worker-table.tsx";

export function WorkerCards({ workers, atMs, attemptsMost, usualVersion }: WorkersProps) {
  return (
    <ul>
      {workers.map((worker) => {
        const facts = [
          ["Done", <WorkerCounts key="counts" {...worker} />],
          ["Memory", <WorkerMemory key="memory" {...worker} />],
          ["Up", <WorkerUp key="up" worker={worker} atMs={atMs} />],
          ["Version, config", <WorkerRuns key="runs" worker={worker} isUsual={worker.version === usualVersion} />],
          ["Clock", <WorkerClock key="clock" {...worker} />],
        ] as const;
        return (
          <li
            key={worker.id}
            data-worker={worker.id}
            data-state={worker.state}
            className="border-t border-line px-4 py-2"
          >
            <p
              className={`-mx-1 flex flex-wrap items-baseline gap-x-3 px-1 ${isSilent(worker.state) ? "hatched" : ""}`}
            >
              <strong className="text-bright">{workerName(worker)}</strong>
              <StateMark look={workerStates[worker.state]} />
              <span className="ml-auto text-small text-quiet">heard {formatSpan(worker.heartbeatAgeMs)} ago</span>
            </p>
            <p className="text-small wrap-anywhere text-quiet">{workerPlace(worker)}</p>
            <p className="py-1">
              <WorkerNow worker={worker} atMs={atMs} attemptsMost={attemptsMost} />
            </p>
            <dl className="grid grid-cols-3 gap-x-3 gap-y-1">
              {facts.map(([name, value]) => (
                <div key={name}>
                  <dt className="text-small text-quiet">{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}
