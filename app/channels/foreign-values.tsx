/** Values that other programs gave an exposure, with what their producer thinks of them. */

import type { ForeignValue } from "#contracts/contributed.ts";
import { type ForeignCell, foreignCells } from "./foreign-cells.ts";

const signs = {
  bad: { sign: "■", word: "bad", tone: "text-error" },
  warning: { sign: "▲", word: "warning", tone: "text-warn" },
  ok: { sign: "●", word: "ok", tone: "text-ok" },
  measured: { sign: "◆", word: "measured", tone: "text-note" },
} as const;

export function ForeignValues({ values }: { values: Readonly<Record<string, ForeignValue>> }) {
  const cells = foreignCells(values);
  if (cells.length === 0) return null;
  return (
    <dl
      className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-x-6 text-small"
      data-testid="foreign-values"
    >
      {cells.map((cell) => (
        <div key={cell.column} className="flex min-w-0 items-baseline justify-between gap-3 border-b border-line py-1">
          <dt className="min-w-0 wrap-anywhere text-quiet">{cell.column}</dt>
          <dd className="min-w-0 text-right wrap-anywhere">
            <Value cell={cell} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ cell: { text, judgement, rows } }: { cell: ForeignCell }) {
  const sign = judgement && signs[judgement];
  if (rows !== null) {
    return (
      <details>
        <summary className="text-accent">{text}</summary>
        <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 text-left">
          {rows.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-quiet">{name}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    );
  }
  return (
    <span
      className={sign ? sign.tone : ""}
      {...(sign ? { title: `${sign.word}, says its producer; the limit is known to it alone` } : {})}
    >
      {sign && (
        <>
          <span aria-hidden="true">{sign.sign} </span>
          <span className="sr-only">{sign.word} </span>
        </>
      )}
      {text}
    </span>
  );
}
