/** What can be done with a column: its meaning, its filter, its order, its place. */
"use client";
import { useEffect, useRef, useState } from "react";
import { formatNumber } from "#app/format/number.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import { parseQuery } from "#contracts/query/parse-query.ts";
import type { QueryColumn } from "#contracts/query/query.ts";
import { withClause } from "#contracts/query/write-query.ts";
import { type ColumnFilter, clauseFor, filterOf } from "./column-clause.ts";
import { columnTip } from "./column-tip.ts";
import { wordCounts } from "./filter-bar.tsx";

export interface ColumnMenuProps {
  column: NightColumn;
  at: { x: number; y: number };
  exposures: readonly ExposureSummary[];
  /** The night's query, of which a clause of this column is the column's filter. */
  query: string;
  /** All that a query may name. */
  columns: readonly QueryColumn[];
  onQuery: (query: string) => void;
  onOrder: (adds: boolean) => void;
  /** Moves the column by one place; null where it cannot be moved. */
  onStep: ((by: number) => void) | null;
  onHide: (() => void) | null;
  /** Opens a histogram of the column; null where it has no numbers. */
  onHistogram: (() => void) | null;
  onClose: () => void;
}

const widthPx = 300;
const mostWords = 40;

export function ColumnMenu(props: ColumnMenuProps) {
  const { column, at, exposures, query, columns, onQuery, onOrder, onStep, onHide, onHistogram, onClose } = props;
  const box = useRef<HTMLDialogElement>(null);
  const [draft, setDraft] = useState(() => filterOf(query, column.key, columns));
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.show();
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose();
    };
    document.addEventListener("pointerdown", onPointer);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [onClose]);
  function apply(next: ColumnFilter): void {
    setDraft(next);
    const clause = clauseFor(column, next);
    const parsed = parseQuery(clause, columns);
    setWrong(parsed.ok ? null : parsed.problem.message);
    if (parsed.ok) onQuery(withClause(query, column.key, clause, columns));
  }
  const words = column.type === "text" ? [...wordCounts(exposures, column.value)].slice(0, mostWords) : [];
  const item = "block w-full rounded px-2 py-1.5 text-left hover:bg-raised";
  const act = (run: () => void) => () => {
    run();
    onClose();
  };
  return (
    <dialog
      ref={box}
      aria-label={`Column ${column.label}`}
      data-testid="column-menu"
      className="fixed z-40 m-0 max-h-[70vh] overflow-auto rounded-panel border border-strong-line bg-panel p-2 text-small text-text"
      style={{
        width: widthPx,
        left: Math.max(8, Math.min(at.x, window.innerWidth - widthPx - 8)),
        top: Math.min(at.y, window.innerHeight * 0.5),
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <p className="px-2 pb-2 whitespace-pre-line text-quiet">{columnTip(column)}</p>
      <form
        className="grid gap-2 border-y border-line px-2 py-2"
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
        }}
      >
        {words.length > 0 && (
          <fieldset className="grid max-h-48 gap-0.5 overflow-auto" aria-label={`Values of ${column.label}`}>
            {words.map(([word, count]) => (
              <label key={word} className="flex min-h-[26px] items-center gap-2">
                <input
                  type="checkbox"
                  checked={draft.values.includes(word)}
                  onChange={() =>
                    apply({
                      ...draft,
                      values: draft.values.includes(word)
                        ? draft.values.filter((each) => each !== word)
                        : [...draft.values, word],
                    })
                  }
                />
                <span className="truncate">{word}</span>
                <span className="ml-auto text-quiet">{formatNumber(count, 0)}</span>
              </label>
            ))}
          </fieldset>
        )}
        {column.type !== "text" && (
          <div className="flex items-center gap-2">
            {(["from", "to"] as const).map((side) => (
              <input
                key={side}
                value={draft[side]}
                inputMode={column.type === "number" ? "decimal" : "text"}
                placeholder={side}
                aria-label={`${column.label} ${side}`}
                className="h-8 w-0 flex-1 rounded border border-line bg-transparent px-2 font-mono"
                onChange={(event) => apply({ ...draft, [side]: event.target.value })}
              />
            ))}
            <span className="text-quiet">{column.unit}</span>
          </div>
        )}
        <fieldset className="flex gap-1" aria-label="Missing values">
          {(["any", "known", "null"] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={draft.isNull === each}
              className="control min-h-7 px-2"
              onClick={() => apply({ ...draft, isNull: each })}
            >
              {{ any: "all", known: "with a value", null: "missing" }[each]}
            </button>
          ))}
        </fieldset>
        {wrong !== null && <p className="text-error">■ {wrong}</p>}
      </form>
      <div className="pt-1">
        <button type="button" className={item} onClick={act(() => onOrder(false))}>
          sort by this
        </button>
        <button type="button" className={item} onClick={act(() => onOrder(true))}>
          sort by this too <span className="text-quiet">(shift+click)</span>
        </button>
        {onStep && (
          <>
            <button type="button" className={item} onClick={act(() => onStep(-1))}>
              move left <span className="text-quiet">(shift+←)</span>
            </button>
            <button type="button" className={item} onClick={act(() => onStep(1))}>
              move right <span className="text-quiet">(shift+→)</span>
            </button>
          </>
        )}
        {onHistogram && (
          <button type="button" className={item} onClick={act(onHistogram)}>
            histogram
          </button>
        )}
        {onHide && (
          <button type="button" className={item} onClick={act(onHide)}>
            hide
          </button>
        )}
      </div>
    </dialog>
  );
}
