/** The queues: what waits, how long, and how fast it comes and goes. */
import { formatSpan } from "#app/format/duration.ts";
import { formatNumber } from "#app/format/number.ts";
import type { QueueView } from "#contracts/worker.ts";
import { behindAfterMs } from "./keeping-up.ts";
import { cell, numberCell, PanelTable } from "./panel-table.tsx";

export function QueueTable({ queues }: { queues: readonly QueueView[] }) {
  return (
    <PanelTable
      title="Queues"
      heads={["Pool", ">Workers", ">Waiting", ">Active", ">Oldest waits", ">In per min", ">Out per min"]}
      empty={queues.length === 0 ? "No queue is known yet." : null}
    >
      {queues.map((queue) => {
        const isOld = (queue.oldestAgeMs ?? 0) > behindAfterMs;
        return (
          <tr key={queue.name} data-queue={queue.name}>
            <th scope="row" className={`${cell} pl-4 text-left font-normal`}>
              {queue.name}
              {queue.isPaused && <span className="text-warn"> ▮▮ paused</span>}
              {queue.policy === "newest-first" && <span className="text-quiet"> newest first</span>}
            </th>
            <td className={`${numberCell} ${queue.workers === 0 ? "text-warn" : ""}`}>
              {queue.workers === 0 ? (
                <span data-tip="no live worker serves it: what comes waits">▲ none</span>
              ) : (
                queue.workers
              )}
            </td>
            <td className={numberCell}>{formatNumber(queue.waiting, 0)}</td>
            <td className={numberCell}>{formatNumber(queue.active, 0)}</td>
            <td className={`${numberCell} ${isOld ? "text-warn" : ""}`}>
              {isOld && <span aria-hidden="true">▲ </span>}
              {queue.oldestAgeMs === null ? (
                <span className="text-quiet" data-tip="nothing waits">
                  –
                </span>
              ) : (
                formatSpan(queue.oldestAgeMs)
              )}
            </td>
            <td className={numberCell}>{formatNumber(queue.inPerMin, 0)}</td>
            <td className={numberCell}>{formatNumber(queue.outPerMin, 0)}</td>
          </tr>
        );
      })}
    </PanelTable>
  );
}
