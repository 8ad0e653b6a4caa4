/** What the header tells, in groups. */
import { missing } from "#app/format/number.ts";
import type { FactGroup } from "./fact-groups.ts";

export function HeaderFacts({ groups }: { groups: readonly FactGroup[] }) {
  return (
    <section aria-label="Header" className="panel grid gap-x-6 gap-y-4 p-4 phone:grid-cols-2">
      {groups.map((group) => (
        <div key={group.title} className="min-w-0">
          <h2 className="mb-1 border-b border-line pb-1 text-bright">{group.title}</h2>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
            {group.facts.map((fact) => (
              <div key={fact.name} className="contents">
                <dt className="text-quiet">{fact.name}</dt>
                <dd
                  className="truncate text-right font-mono text-small"
                  data-tip={fact.text ?? "the header is silent, or was not read yet"}
                >
                  {fact.text ?? missing}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}
