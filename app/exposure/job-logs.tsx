/** What each task said while it ran: closed until asked for, open where the task failed. */
import { countOf } from "#app/format/number.ts";
import type { Resource } from "#app/live/use-resource.ts";
import type { DetectorDepth } from "#contracts/detector-depth.ts";

export interface JobLogsProps {
  depth: Pick<Resource<DetectorDepth>, "value" | "problem">;
  isFailed: boolean;
}

export function JobLogs({ depth: { value, problem }, isFailed }: JobLogsProps) {
  const logs = value?.logs.filter(({ lines }) => lines.length > 0) ?? [];
  const lines = logs.reduce((sum, log) => sum + log.lines.length, 0);
  const state =
    value === null ? (problem === null ? "" : "not kept") : lines === 0 ? "not kept" : countOf(lines, "line");
  return (
    // By its key it is opened or closed anew where a detector of the other kind is looked at.
    <details key={String(isFailed)} open={isFailed} className="mt-2" data-testid="job-logs" data-lines={lines}>
      <summary className="cursor-pointer text-quiet">
        Log <span className="text-small">{state}</span>
      </summary>
      {logs.map(({ task, lines: said }) => (
        <section
          key={task}
          aria-label={`Log of ${task}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too
          tabIndex={0}
          className="mt-1 max-h-64 overflow-auto border-l-2 border-line pl-3"
        >
          {logs.length > 1 && <h3 className="text-small text-quiet">{task}</h3>}
          <pre className="font-mono text-small whitespace-pre-wrap wrap-anywhere">{said.join("\n")}</pre>
        </section>
      ))}
    </details>
  );
}
