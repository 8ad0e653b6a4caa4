/** Which configuration is in effect, what is wrong on disk, how it came about, and the way back. */
"use client";
import { ReadingState, useReading } from "#app/chrome/reading-state.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
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
  const configuration = useResource(configurationAnswer, "/api/configuration", readEveryMs);
  const reading = useReading(configuration, readEveryMs);
  const { value } = configuration;
  const change = useChange(configuration.reload);
  return (
    <>
      <TopBar timeZone={null} />
      <main className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4" data-stale={reading.isStale}>
        <ReadingState {...reading} what="Reading the configuration" />
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
