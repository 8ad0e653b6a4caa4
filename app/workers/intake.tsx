/** What became of incoming records, and those that could not be used, with the reason. */
import { formatAge } from "#app/format/duration.ts";
import { formatNumber } from "#app/format/number.ts";
import { type OutcomeKind, outcomeKind } from "#contracts/outcome.ts";
import type { WorkersAnswer } from "#contracts/workers-answer.ts";

const means: Record<OutcomeKind, string> = {
  work: "became a job",
  contribution: "another program added something",
  duplicate: "the image was known already",
  ignore: "of no interest here",
  failed: "the sender says that the image could not be taken in",
  unattributed: "belongs to no camera or detector that is known",
  dead: "could not be understood",
};

export function Intake({ intake, atMs }: { intake: WorkersAnswer["intake"]; atMs: number }) {
  return (
    <section aria-label="Intake" className="panel">
      <h2 className="px-4 pt-3 pb-2 text-bright">Intake</h2>
      <dl className="grid grid-cols-3 gap-x-4 gap-y-2 px-4 pb-3 phone:grid-cols-7">
        {outcomeKind.options.map((kind) => {
          const count = intake.counts[kind] ?? 0;
          const isBad = (kind === "dead" || kind === "unattributed" || kind === "failed") && count > 0;
          return (
            <div key={kind} data-outcome={kind} data-value={count} data-tip={means[kind]}>
              <dt className="text-small text-quiet">{kind}</dt>
              <dd className={`text-xl ${isBad ? "text-warn" : "text-bright"}`}>
                {isBad && <span aria-hidden="true">▲ </span>}
                {formatNumber(count, 0)}
              </dd>
            </div>
          );
        })}
      </dl>
      <h3 className="border-t border-line px-4 pt-2 text-text">Dead letters</h3>
      {intake.dead.length === 0 && <p className="px-4 pb-4 text-quiet">None.</p>}
      <ul>
        {intake.dead.map((letter) => (
          <li key={letter.id} className="border-b border-line px-4 py-2 last:border-0">
            <details>
              <summary className="flex flex-wrap items-baseline gap-x-3">
                <span className="text-warn">▲ {letter.kind}</span>
                <span>{letter.reason}</span>
                <span className="ml-auto text-small whitespace-nowrap text-quiet">
                  {letter.source} · {formatAge(atMs - letter.atMs)} ago
                </span>
              </summary>
              <pre className="mt-2 overflow-x-auto rounded bg-raised p-2 font-mono text-small whitespace-pre-wrap break-all">
                {letter.excerpt}
              </pre>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
