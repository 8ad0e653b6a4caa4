/** What a detector was measured with: the rule that chose it, and for every value the file and line that set it. */
"use client";
import { ConfigValues } from "#app/configuration/config-values.tsx";
import { sourceCounts } from "#app/configuration/field-source.ts";
import { useResource } from "#app/live/use-resource.ts";
import { storedConfig } from "#contracts/config.ts";
import { configOriginsAnswer } from "#contracts/configuration.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";
import type { ResultSelection } from "#contracts/result-selection.ts";

export function ConfigurationCard({ record }: { record: DetectorRecord }) {
  const hash = record.configHash || null;
  const origins = useResource(configOriginsAnswer, hash && `/api/configs/${hash}/origins`);
  const known = origins.value?.origins ?? [];
  const origin = known.find(({ pipeline }) => pipeline === record.selection?.pipeline) ?? known[0] ?? null;
  const isUntold = origins.value !== null && origin === null;
  const values = useResource(storedConfig, isUntold && hash ? `/api/configs/${hash}` : null);
  return (
    <section aria-labelledby="configuration" className="panel grid gap-2 p-4" data-testid="configuration">
      <h2 id="configuration" className="flex flex-wrap items-baseline justify-between gap-x-4 text-bright">
        Configuration
        <span className="font-mono text-small font-normal text-quiet select-all">{hash ?? "none"}</span>
      </h2>
      {record.selection && <Chosen selection={record.selection} />}
      {origin && (
        <>
          <p className="text-small text-quiet">
            Task {origin.label} of {origin.pipeline}: {sourceCounts(origin.fields)}
          </p>
          <ConfigValues fields={origin.fields} />
        </>
      )}
      {isUntold && values.value && (
        <>
          <p className="text-small text-quiet">
            Where these values come from was not kept: they were resolved for one run, or before origins were kept.
          </p>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 font-mono text-small">
            {Object.entries(values.value.config).map(([field, value]) => (
              <div key={field} className="contents">
                <dt className="text-quiet">{field}</dt>
                <dd className="wrap-anywhere">{JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {isUntold && values.problem && <p className="text-small text-warn">▲ {values.problem.detail}</p>}
      {origins.value === null && origins.problem && <p className="text-small text-warn">▲ {origins.problem.detail}</p>}
      {hash === null && <p className="text-small text-quiet">No result yet, or no pixel was looked at.</p>}
    </section>
  );
}

function Chosen({ selection }: { selection: ResultSelection }) {
  const { pipeline, rule, why, passed, version, decidedBy } = selection;
  return (
    <details data-testid="chosen-rule">
      <summary className="wrap-anywhere">
        <strong className="text-bright">{pipeline ?? "nothing is run"}</strong>{" "}
        <span className="text-quiet">
          chosen by the {decidedBy === "header" ? "image’s header" : "event"}: {why}
        </span>
      </summary>
      <ul className="mt-1 grid gap-1 pl-4 text-small text-quiet">
        <li>
          <span className="font-mono wrap-anywhere">{rule}</span> matched
          {version !== null && (
            <>
              , of configuration <span className="font-mono">{version}</span>
            </>
          )}
        </li>
        {passed.map((each) => (
          <li key={each.rule}>
            <span className="font-mono wrap-anywhere">{each.rule}</span> did not: {each.why}
          </li>
        ))}
      </ul>
    </details>
  );
}
