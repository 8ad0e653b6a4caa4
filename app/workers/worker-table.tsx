/** The workers on a wide screen: a row each, with what needs somebody first. */
import { formatSpan } from "#app/format/duration.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import type { WorkerView } from "#contracts/worker.ts";
import { cell, numberCell } from "./panel-table.tsx";
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

export const workerHeads = [
  "Worker",
  "State",
  "Now",
  ">Heard",
  ">Done",
  ">Memory",
  "Version, config",
  "Clock",
  ">Up",
] as const;

export interface WorkersProps {
  workers: readonly WorkerView[];
  atMs: number;
  attemptsMost: number;
  /** The version that most of them run. */
  usualVersion: string | null;
}

export function WorkerRows({ workers, atMs, attemptsMost, usualVersion }: WorkersProps) {
  return workers.map((worker) => (
    <tr key={worker.id} data-worker={worker.id} data-state={worker.state}>
      <th scope="row" className={`${cell} pl-4 text-left font-normal`} data-tip={worker.id}>
        {workerName(worker)}
        <span className="block text-small text-quiet">{workerPlace(worker)}</span>
      </th>
      <td className={`${cell} ${isSilent(worker.state) ? "hatched" : ""}`}>
        <StateMark look={workerStates[worker.state]} />
      </td>
      <td className={cell}>
        <WorkerNow worker={worker} atMs={atMs} attemptsMost={attemptsMost} />
      </td>
      <td className={`${numberCell} ${workerStates[worker.state].color}`}>{formatSpan(worker.heartbeatAgeMs)}</td>
      <td className={numberCell}>
        <WorkerCounts {...worker} />
      </td>
      <td className={`${numberCell} min-w-28`}>
        <WorkerMemory {...worker} />
      </td>
      <td className={cell}>
        <WorkerRuns worker={worker} isUsual={worker.version === usualVersion} />
      </td>
      <td className={cell}>
        <WorkerClock {...worker} />
      </td>
      <td className={numberCell}>
        <WorkerUp worker={worker} atMs={atMs} />
      </td>
    </tr>
  ));
}
