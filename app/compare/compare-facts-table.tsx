/** What the headers of two exposures tell: where they differ first, the rest folded away. */
import { missing } from "#app/format/number.ts";
import type { ComparedFact } from "./compare-facts.ts";

export interface CompareFactsTableProps {
  differing: readonly ComparedFact[];
  same: readonly ComparedFact[];
  names: readonly [string, string];
}

export function CompareFactsTable({ differing, same, names }: CompareFactsTableProps) {
  return (
    <section aria-labelledby="compare-facts" className="panel min-w-0 p-4">
      <h2 id="compare-facts" className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 text-bright">
        Header
        <span className="text-small font-normal text-quiet">
          {differing.length} of {differing.length + same.length} facts differ
        </span>
      </h2>
      <table className="w-full border-separate border-spacing-0 text-small" data-testid="compare-facts">
        <caption className="sr-only">Facts of the header that differ</caption>
        <thead>
          <tr className="text-right">
            <th scope="col" className="border-b border-strong-line py-1 text-left font-medium">
              Fact
            </th>
            {names.map((name) => (
              <th key={name} scope="col" className="border-b border-strong-line px-2 py-1 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differing.map(({ name, texts }) => (
            <tr key={name} data-fact={name}>
              <th scope="row" className="border-b border-line py-1 text-left font-normal text-quiet">
                {name}
              </th>
              {texts.map((text, at) => (
                <td key={names[at]} className="border-b border-line px-2 py-1 text-right font-mono wrap-anywhere">
                  {text ?? (
                    <span className="text-quiet">
                      <span aria-hidden="true">{missing}</span>
                      <span className="sr-only">the header is silent, or was not read yet</span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {same.length > 0 && (
        <details className="mt-2 text-small" data-testid="compare-same-facts">
          <summary className="cursor-pointer text-quiet">{same.length} facts are the same</summary>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
            {same.map(({ name, texts: [text] }) => (
              <div key={name} className="contents">
                <dt className="text-quiet">{name}</dt>
                <dd className="text-right font-mono wrap-anywhere">{text ?? missing}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}
