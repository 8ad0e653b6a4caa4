/** Is the system keeping up, and if not, what is broken. */
"use client";
import Link from "next/link";
import { AlarmBand } from "#app/alarms/alarm-band.tsx";
import { ProblemNote } from "#app/chrome/problem-note.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
import { BrokenBanner } from "#app/configuration/broken-banner.tsx";
import { formatAge } from "#app/format/duration.ts";
import { useNow } from "#app/live/ticker.ts";
import { useResource } from "#app/live/use-resource.ts";
import { workersAnswer } from "#contracts/workers-answer.ts";
import { FailureList } from "./failure-list.tsx";
import { Intake } from "./intake.tsx";
import { keepingUp } from "./keeping-up.ts";
import { LatencyPanel } from "./latency-panel.tsx";
import { ProcessTable } from "./process-table.tsx";
import { QuarantinePanel } from "./quarantine-panel.tsx";
import { QueueTable } from "./queue-table.tsx";
import { WorkerPanel } from "./worker-panel.tsx";

const readEveryMs = 2_000;
const staleAfterMs = 6_000;
const looks = {
  ok: { icon: "●", color: "text-ok" },
  warn: { icon: "▲", color: "text-warn" },
  error: { icon: "■", color: "text-error" },
};

export function WorkersPage() {
  const { value, problem, readAtMs } = useResource(workersAnswer, "/api/workers", readEveryMs);
  useNow();
  const ageMs = readAtMs === null ? null : Date.now() - readAtMs;
  const isStale = problem !== null && ageMs !== null && ageMs > staleAfterMs;
  const verdict = value && keepingUp(value);
  return (
    <>
      <TopBar timeZone={null} keys={[]} />
      <main className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4" data-stale={isStale}>
        {value === null &&
          (problem ? (
            <ProblemNote problem={problem} />
          ) : (
            <div role="status" aria-label="Reading the workers" data-testid="loading" className="panel h-40" />
          ))}
        {isStale && problem && (
          <p role="alert" className="panel hatched px-4 py-2">
            <strong className="text-warn">▲ Stale for {formatAge(ageMs)}</strong> {problem.title}: {problem.detail}
          </p>
        )}
        <BrokenBanner />
        <Link href="/configuration" prefetch={false} className="text-small text-accent hover:underline phone:hidden">
          Configuration: what is in effect, and the way back
        </Link>
        {value && verdict && (
          <>
            <h1
              className="py-2 text-[32px] leading-tight font-semibold text-bright"
              data-testid="keeping-up"
              data-level={verdict.level}
            >
              <span aria-hidden="true" className={looks[verdict.level].color}>
                {looks[verdict.level].icon}{" "}
              </span>
              {verdict.verdict}
              <span className="font-normal text-quiet">: {verdict.because}</span>
            </h1>
            <AlarmBand />
            <p>
              <Link href="/admin" prefetch={false} className="text-accent hover:underline">
                Policies, patterns, pauses and the log of them
              </Link>
            </p>
            <QueueTable queues={value.queues} />
            <WorkerPanel {...value} />
            <ProcessTable processes={value.processes} />
            <QuarantinePanel atMs={value.atMs} />
            <LatencyPanel />
            <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 desk:grid-cols-[repeat(2,minmax(0,1fr))]">
              <FailureList failures={value.failures} atMs={value.atMs} />
              <Intake intake={value.intake} atMs={value.atMs} />
            </div>
          </>
        )}
      </main>
    </>
  );
}
