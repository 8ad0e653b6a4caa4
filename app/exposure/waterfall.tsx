/** Where the time went: from the event to the page, step by step in milliseconds. */
import { utcInstant } from "#app/format/clock.ts";
import { formatSpan } from "#app/format/duration.ts";
import type { ExposureTimeline } from "#contracts/exposure-timeline.ts";
import { waterfallSteps } from "./waterfall-steps.ts";

export interface WaterfallProps {
  timeline: ExposureTimeline;
  of: string;
  /** Why it took as long as it did; null when it was quick. */
  why: string | null;
}

export function Waterfall({ timeline, of, why }: WaterfallProps) {
  const steps = waterfallSteps(timeline);
  const offsets = steps.flatMap(({ sinceStartMs }) => sinceStartMs ?? []);
  const [from, to] = [Math.min(0, ...offsets), Math.max(1, ...offsets)];
  const percent = (ms: number): number => ((ms - from) / (to - from)) * 100;
  return (
    <section aria-labelledby="waterfall" className="panel p-4">
      <h2 id="waterfall" className="mb-2 flex items-baseline justify-between text-bright">
        Timeline{" "}
        <span className="text-small font-normal text-quiet">
          {of} · {formatSpan(to - from)} in all
        </span>
      </h2>
      {why !== null && (
        <p className="mb-2 wrap-anywhere" data-testid="why-late">
          <span aria-hidden="true" className="text-warn">
            ▲{" "}
          </span>
          {why}
        </p>
      )}
      <table className="w-full text-small">
        <thead className="sr-only">
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Course</th>
            <th scope="col">Took</th>
            <th scope="col">Since the start</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ name, means, atMs, sinceStartMs, tookMs }) => {
            const end = sinceStartMs === null ? null : percent(sinceStartMs);
            const start = sinceStartMs === null ? 0 : percent(sinceStartMs - (tookMs ?? 0));
            return (
              <tr key={name} data-step={name} data-at-ms={atMs ?? ""}>
                <th scope="row" className="w-20 py-0.5 text-left font-normal" data-tip={means}>
                  {name}
                </th>
                <td className="px-2">
                  <div className="relative h-3 border-b border-line">
                    {end !== null && (
                      <div
                        className="absolute top-0.5 bottom-0 min-w-[3px] rounded-sm bg-accent"
                        style={{ left: `${Math.min(start, end)}%`, width: `${Math.abs(end - start)}%` }}
                      />
                    )}
                  </div>
                </td>
                <td className="w-20 text-right font-mono">
                  {tookMs === null ? (
                    <span className="text-quiet">–</span>
                  ) : (
                    `${tookMs < 0 ? "" : "+"}${formatSpan(tookMs)}`
                  )}
                </td>
                <td
                  className="w-20 text-right font-mono text-quiet"
                  data-tip={atMs === null ? "has not happened" : utcInstant(atMs)}
                >
                  {formatSpan(sinceStartMs)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
