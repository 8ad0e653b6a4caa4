/** The workers: what each does, for how long, and when it was last heard of. */
import Link from "next/link";
import { formatAge, formatSpan } from "#app/format/duration.ts";
import { formatBytes, formatNumber } from "#app/format/number.ts";
import type { StateLook } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import type { WorkerView } from "#contracts/worker.ts";
import { exposureIdHref } from "./exposure-id-href.ts";
import { cell, numberCell, PanelTable } from "./panel-table.tsx";

const looks: Record<WorkerView["state"], StateLook> = {
  starting: { icon: "◌", word: "starting", color: "text-note", means: "it loads its tasks" },
  idle: { icon: "○", word: "idle", color: "text-quiet", means: "it waits for a job" },
  busy: { icon: "●", word: "busy", color: "text-ok", means: "it works on a job" },
  draining: { icon: "◐", word: "draining", color: "text-note", means: "it finishes its job and stops" },
  lost: {
    icon: "■",
    word: "lost",
    color: "text-error",
    means: "its heartbeat stopped; its job goes to another worker",
  },
};
const order: WorkerView["state"][] = ["lost", "busy", "starting", "draining", "idle"];
const heads = [
  "Worker",
  "State",
  "Job",
  ">Elapsed",
  ">Heartbeat",
  ">Done",
  ">Failed",
  ">Memory",
  "Version",
  ">Up",
  "Host",
];

/** @returns the text that occurs most often. */
function mostFrequent(texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

export function WorkerTable({ workers, atMs }: { workers: readonly WorkerView[]; atMs: number }) {
  const versions = new Set(workers.map(({ version }) => version));
  const usual = mostFrequent(workers.map(({ version }) => version));
  const sorted = [...workers].sort(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.id.localeCompare(b.id, "en", { numeric: true }),
  );
  const skew = versions.size > 1 ? `▲ ${versions.size} versions run side by side` : `${workers.length}`;
  return (
    <PanelTable
      title="Workers"
      note={skew}
      heads={heads}
      empty={
        workers.length === 0
          ? "No worker has reported. Start one with npm start, or the worker process of this installation."
          : null
      }
    >
      {sorted.map((worker) => (
        <tr key={worker.id} data-worker={worker.id} data-state={worker.state}>
          <th scope="row" className={`${cell} pl-4 text-left font-normal`}>
            {worker.id} <span className="text-quiet">{worker.pool}</span>
          </th>
          <td className={cell}>
            <StateMark look={looks[worker.state]} />
          </td>
          <td className={cell}>
            {worker.job ? (
              <Link
                href={exposureIdHref(worker.job, worker.job.detector)}
                prefetch={false}
                className="hover:text-accent"
              >
                {worker.job.camera} {worker.job.exposureId} {worker.job.detector}
              </Link>
            ) : (
              <span className="text-quiet">–</span>
            )}
          </td>
          <td className={numberCell}>
            {worker.job ? formatSpan(atMs - worker.job.startedAtMs) : <span className="text-quiet">–</span>}
          </td>
          <td className={`${numberCell} ${worker.state === "lost" ? "text-error" : ""}`}>
            {formatSpan(worker.heartbeatAgeMs)}
          </td>
          <td className={numberCell}>{formatNumber(worker.jobsDone, 0)}</td>
          <td className={`${numberCell} ${worker.jobsFailed > 0 ? "text-warn" : ""}`}>
            {formatNumber(worker.jobsFailed, 0)}
          </td>
          <td className={numberCell}>{formatBytes(worker.rssBytes)}</td>
          <td className={`${cell} ${worker.version === usual ? "text-quiet" : "text-warn"}`}>{worker.version}</td>
          <td className={numberCell}>{formatAge(atMs - worker.startedAtMs)}</td>
          <td className={`${cell} text-quiet`}>
            {worker.host}:{worker.pid}
          </td>
        </tr>
      ))}
    </PanelTable>
  );
}
