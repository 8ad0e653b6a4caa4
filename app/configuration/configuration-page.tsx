/** Which configuration is in effect, what is wrong on disk, how it came about, and the way back. */
"use client";
import { ProblemNote } from "#app/chrome/problem-note.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
import { useNow } from "#app/live/ticker.ts";
import { useResource } from "#app/live/use-resource.ts";
import { configurationAnswer } from "#contracts/configuration.ts";
import { BrokenFiles } from "./broken-files.tsx";
import { ChangeBox } from "./change-box.tsx";
import { InEffect } from "./in-effect.tsx";
import { PipelineList } from "./pipeline-list.tsx";
import { RuleList } from "./rule-list.tsx";
import { useChange } from "./use-change.ts";
import { VersionTable } from "./version-table.tsx";

const readEveryMs = 5_000;

export function ConfigurationPage() {
  const { value, problem, reload } = useResource(configurationAnswer, "/api/configuration", readEveryMs);
  const change = useChange(reload);
  useNow();
  return (
    <>
      <TopBar timeZone={null} keys={[]} />
      <main className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
        {value === null &&
          (problem ? (
            <ProblemNote problem={problem} />
          ) : (
            <div role="status" aria-label="Reading the configuration" data-testid="loading" className="panel h-40" />
          ))}
        {value !== null && problem && (
          <p role="alert" className="panel hatched px-4 py-2">
            <strong className="text-warn">▲ Stale</strong> {problem.title}: {problem.detail}
          </p>
        )}
        {value && (
          <>
            <InEffect answer={value} />
            <BrokenFiles readers={value.readers} />
            <ChangeBox change={change} />
            <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 desk:grid-cols-[repeat(2,minmax(0,1fr))]">
              <div className="grid min-w-0 gap-3">
                <VersionTable
                  versions={value.versions}
                  current={value.current?.version ?? null}
                  atMs={value.atMs}
                  isBusy={change.isBusy}
                  onRollBack={(version) => void change.send("rollback", { version })}
                />
                <RuleList rules={value.rules} />
              </div>
              <PipelineList pipelines={value.pipelines} />
            </div>
          </>
        )}
      </main>
    </>
  );
}
