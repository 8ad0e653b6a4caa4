/** The input of a query: it completes while one types, and says where a query is wrong and what may be meant. */
"use client";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { later } from "#app/state/later.tsx";
import type { completeQuery } from "#contracts/query/complete-query.ts";
import { parseQuery } from "#contracts/query/parse-query.ts";
import type { QueryColumn } from "#contracts/query/query.ts";

const QueryProblemNote = later(() => import("./query-problem.tsx").then((file) => file.QueryProblemNote));

export interface QueryInputProps {
  id: string;
  /** The query of the address. */
  text: string;
  columns: readonly QueryColumn[];
  /** The values that a text column has in what is shown. */
  valuesOf: (column: string) => readonly string[];
  onText: (text: string) => void;
}

export function QueryInput({ id, text, columns, valuesOf, onText }: QueryInputProps) {
  const [draft, setDraft] = useState(text);
  const [caret, setCaret] = useState(text.length);
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const written = useRef(text);
  const listId = useId();
  /** Where the caret belongs once what was put in is drawn; before the next letter is typed. */
  const caretTo = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caretTo.current === null) return;
    input.current?.focus();
    input.current?.setSelectionRange(caretTo.current, caretTo.current);
    caretTo.current = null;
  });
  useEffect(() => {
    if (text.trim() === written.current.trim()) return;
    written.current = text;
    setDraft(text);
  }, [text]);
  const parsed = useMemo(() => parseQuery(draft, columns), [draft, columns]);
  const [complete, setComplete] = useState<{ query: typeof completeQuery } | null>(null);
  const completion = useMemo(
    () => (isOpen ? (complete?.query(draft, caret, columns, valuesOf) ?? null) : null),
    [isOpen, complete, draft, caret, columns, valuesOf],
  );
  const options = completion?.options ?? [];
  const active = chosen >= 0 && chosen < options.length ? chosen : -1;
  const [isSettled, setIsSettled] = useState(true);

  function write(next: string, at: number): void {
    setDraft(next);
    setCaret(at);
    setChosen(-1);
    setIsSettled(false);
    if (!parseQuery(next, columns).ok) return;
    written.current = next;
    onText(next);
  }
  function replace(from: number, to: number, insert: string): void {
    const next = draft.slice(0, from) + insert + draft.slice(to);
    write(next, from + insert.length);
    caretTo.current = from + insert.length;
  }
  function take(at: number): void {
    const option = options[at];
    if (completion && option) replace(completion.from, completion.to, option.insert);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (isOpen && options.length > 0) setIsOpen(false);
      else input.current?.blur();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) setIsOpen(true);
      else if (options.length > 0) {
        const from = active < 0 && event.key === "ArrowUp" ? 0 : active;
        setChosen((from + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length);
      }
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (active >= 0) take(active);
      else {
        setIsOpen(false);
        setIsSettled(true);
      }
    } else if (event.key === "Tab" && isOpen && active >= 0) {
      event.preventDefault();
      take(active);
    }
  }
  const problem = parsed.ok ? null : parsed.problem;
  // An unfinished query is not wrong while it is being typed at its end.
  const isUnfinished = problem !== null && !isSettled && problem.to >= draft.trimEnd().length && caret >= draft.length;
  return (
    <div className="relative min-w-56 flex-1">
      <input
        ref={input}
        id={id}
        type="search"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        value={draft}
        placeholder="filter:  band in (r, i) and fwhm > 1.2    or words    ( / )"
        aria-label="Filter exposures by a query or by words in target, program, reason, id or number"
        aria-expanded={isOpen && options.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        aria-invalid={problem !== null && !isUnfinished}
        aria-describedby={`${listId}-problem`}
        className={`h-8 w-full rounded-panel border bg-transparent px-2 font-mono text-small text-text placeholder:font-sans placeholder:text-quiet [&::-webkit-search-cancel-button]:hidden ${problem && !isUnfinished ? "border-error" : "border-line"}`}
        onChange={(event) => {
          write(event.target.value, event.target.selectionStart ?? event.target.value.length);
          setIsOpen(true);
        }}
        // Completion is loaded with the first focus.
        onFocus={() =>
          complete === null &&
          void import("#contracts/query/complete-query.ts").then((file) => setComplete({ query: file.completeQuery }))
        }
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
        onBlur={() => {
          setIsOpen(false);
          setIsSettled(true);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={`${listId}-problem`} aria-live="polite">
        {problem && !isUnfinished && (
          <QueryProblemNote
            text={draft}
            problem={problem}
            onTake={(insert) => replace(problem.from, problem.to, insert)}
          />
        )}
      </div>
      {isOpen && options.length > 0 && (
        <div
          id={listId}
          role="listbox"
          aria-label="What may come next"
          className="absolute top-full left-0 z-30 mt-1 max-h-80 w-full max-w-md overflow-auto rounded-panel border border-strong-line bg-panel p-1 text-small"
        >
          {options.map(({ insert, note }, at) => (
            <div
              key={insert}
              id={`${listId}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              className="flex cursor-pointer justify-between gap-4 rounded px-2 py-1 hover:bg-raised aria-selected:bg-raised"
              onPointerDown={(event) => {
                event.preventDefault();
                take(at);
              }}
            >
              <span className="font-mono">{insert}</span>
              <span className="truncate text-quiet">{note}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
