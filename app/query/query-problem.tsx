/** What is wrong with a query: the text with the place marked, the reason, and what may have been meant. */
import type { QueryProblem } from "#contracts/query/query.ts";

export interface QueryProblemNoteProps {
  text: string;
  problem: QueryProblem;
  /** Puts a suggestion in the place of the marked part. */
  onTake: (insert: string) => void;
}

export function QueryProblemNote({ text, problem, onTake }: QueryProblemNoteProps) {
  const { from, to, message, suggestions } = problem;
  const marked = text.slice(from, to);
  return (
    <p
      className="absolute top-full left-0 z-20 mt-1 w-full max-w-xl rounded-panel border border-error bg-panel px-3 py-2 text-small"
      data-testid="query-problem"
    >
      <span className="block truncate font-mono text-quiet">
        {text.slice(Math.max(0, from - 40), from)}
        <mark className="bg-transparent text-error underline decoration-wavy underline-offset-4">
          {marked.trim() === "" ? "␣" : marked}
        </mark>
        {text.slice(to, to + 40)}
      </span>
      <span className="mt-1 block">
        <span className="text-error" aria-hidden="true">
          ■{" "}
        </span>
        {message}. Not applied.
        {suggestions.length > 0 && (
          <span className="ml-2 inline-flex flex-wrap items-baseline gap-1">
            <span className="text-quiet">perhaps</span>
            {suggestions.map((insert) => (
              <button
                key={insert}
                type="button"
                className="rounded border border-line px-1.5 font-mono hover:bg-raised"
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => onTake(insert)}
              >
                {insert.trim() === "" ? "(nothing)" : insert}
              </button>
            ))}
          </span>
        )}
      </span>
    </p>
  );
}
