/** What the header tells, in groups; each fact is copied by a click, in each of its writings. */
"use client";
import { missing } from "#app/format/number.ts";
import { announce } from "#app/table/announce.ts";
import { copyText } from "#app/table/copy-text.ts";
import type { FactGroup } from "./fact-groups.ts";

/** Other programs read a hyphen where a page prints a minus. */
async function copy(name: string, text: string): Promise<void> {
  const plain = text.replaceAll("−", "-");
  announce((await copyText(plain)) ? `${name} copied: ${plain}` : "The browser does not let copy");
}

function Copied({ name, text }: { name: string; text: string }) {
  return (
    <button
      type="button"
      className="min-h-[24px] min-w-0 truncate rounded hover:bg-raised hover:text-bright"
      data-tip={`${text}\nPress to copy`}
      onClick={() => void copy(name, text)}
    >
      {text}
    </button>
  );
}

export function HeaderFacts({ groups }: { groups: readonly FactGroup[] }) {
  return (
    <section aria-label="Header" className="panel grid gap-x-6 gap-y-4 p-4 phone:grid-cols-2">
      {groups.map((group) => (
        <div key={group.title} className="min-w-0">
          <h2 className="mb-1 border-b border-line pb-1 text-bright">{group.title}</h2>
          <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4">
            {group.facts.map(({ name, text, other }) => (
              <div key={name} className="contents">
                <dt className="text-quiet">{name}</dt>
                <dd className="flex min-w-0 items-baseline justify-end gap-3 font-mono text-small">
                  {text === null ? (
                    <span data-tip="the header is silent, or was not read yet">{missing}</span>
                  ) : (
                    <Copied name={name} text={text} />
                  )}
                  {other !== undefined && <Copied name={name} text={other} />}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </section>
  );
}
