/** Is the system keeping up, and if not, what is broken. */
"use client";
import Link from "next/link";
import { AlarmBand } from "#app/alarms/alarm-band.tsx";
import { ReadingState, useReading } from "#app/chrome/reading-state.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
import { BrokenBanner } from "#app/configuration/broken-banner.tsx";
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
const looks = {
  ok: { icon: "●", color: "text-ok" },
  warn: { icon: "▲", color: "text-warn" },
  error: { icon: "■", color: "text-error" },
};

export function WorkersPage() {
  const workers = useResource(workersAnswer, "/api/workers", readEveryMs);
  const reading = useReading(workers, readEveryMs);
  const { value } = workers;
  const verdict = value && keepingUp(value);
  return (
    <>
      <TopBar timeZone={null} />
      <main className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4" data-stale={reading.isStale}>
        <ReadingState {...reading} what="Reading the workers" />
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
