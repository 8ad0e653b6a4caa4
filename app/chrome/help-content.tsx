/** The keys of a page and the signs of all pages. */
import { StateLegend } from "#app/state/state-legend.tsx";
import { type KeyedPage, keyHelp } from "./key-help.ts";

export function HelpContent({ page }: { page?: KeyedPage }) {
  const keys = page === undefined ? [] : keyHelp[page];
  return (
    <>
      <h2 className="mb-3 text-lg text-bright">Keys</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
        {[...keys, ["?", "this help"] as const, ["Esc", "close"] as const].map(([key, does]) => (
          <div key={`${key} ${does}`} className="contents">
            <dt>
              <kbd className="rounded border border-strong-line px-2 py-0.5 font-mono text-small">{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <h2 className="mt-6 mb-3 text-lg text-bright">Signs</h2>
      <StateLegend />
    </>
  );
}
