/** What operators chose, what they may change, and the log of what was changed. */
"use client";
import { useState } from "react";
import { ReadingState, useReading } from "#app/chrome/reading-state.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
import { ChangeDialog, type WantedChange } from "#app/control/change-dialog.tsx";
import { useActor } from "#app/control/use-actor.ts";
import { formatAge } from "#app/format/duration.ts";
import { useResource } from "#app/live/use-resource.ts";
import { auditAnswer } from "#contracts/audit.ts";
import { type ControlState, controlAnswer } from "#contracts/control.ts";
import { AuditList } from "./audit-list.tsx";
import type { ControlChange } from "./control-change.ts";
import { PatternTable } from "./pattern-table.tsx";
import { PoolTable } from "./pool-table.tsx";
import { WhoYouAre } from "./who-you-are.tsx";

const readEveryMs = 2_000;

export function AdminPage() {
  const control = useResource(controlAnswer, "/api/control", readEveryMs);
  const reading = useReading(control, readEveryMs);
  const { value, reload } = control;
  const audit = useResource(auditAnswer, "/api/audit?count=50", readEveryMs);
  const actor = useActor();
  const [wanted, setWanted] = useState<WantedChange | null>(null);
  const mayChange = actor.mayChange && !reading.isStale;
  // What was decided on stays what is sent, also when the page reads a newer state behind the dialog.
  const ask = ({ path, body, ...told }: ControlChange): void =>
    setWanted({
      ...told,
      method: "PUT",
      path: `/api/control/${path}`,
      body: { ...body, version: value?.control.version },
    });
  const end = (): void => {
    setWanted(null);
    reload();
    audit.reload();
  };
  return (
    <>
      <TopBar timeZone={null} />
      <main className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4" data-stale={reading.isStale}>
        <ReadingState {...reading} what="Reading control" />
        {value && (
          <>
            <div className="py-2">
              <h1 className="text-[32px] leading-tight font-semibold text-bright">Control</h1>
              <p className="text-quiet" data-testid="last-change">
                {lastChange(value.control)}
              </p>
            </div>
            <WhoYouAre {...actor} />
            <PoolTable pools={value.pools} mayChange={mayChange} ask={ask} />
            <PatternTable cameras={value.cameras} mayChange={mayChange} ask={ask} />
            <AuditList entries={audit.value?.entries ?? []} />
            {wanted && <ChangeDialog change={wanted} onEnd={end} />}
          </>
        )}
      </main>
    </>
  );
}

function lastChange({ version, changedAtMs, changedBy, reason }: ControlState): string {
  if (version === 0 || changedAtMs === null) return "Untouched: everything holds as it is configured.";
  return `Version ${version}, changed ${formatAge(Date.now() - changedAtMs)} ago by ${changedBy}: ${reason}`;
}
