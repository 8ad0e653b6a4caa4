/** What the signs of states mean. */
import { detectorStates, exposureStateOrder, exposureStates } from "./exposure-states.ts";
import { StateMark } from "./state-mark.tsx";

export function StateLegend() {
  const rows = [
    ...exposureStateOrder.map((state) => exposureStates[state]),
    detectorStates.expected,
    detectorStates.skipped,
    { icon: "▨", word: "stale", color: "text-warn", means: "hatched: not heard from since the time that is told" },
    { icon: "–", word: "missing", color: "text-quiet", means: "no value; point at it for the reason" },
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      {rows.map((look) => (
        <div key={look.word} className="contents">
          <dt>
            <StateMark look={look} />
          </dt>
          <dd className="text-quiet">{look.means}</dd>
        </div>
      ))}
    </dl>
  );
}
