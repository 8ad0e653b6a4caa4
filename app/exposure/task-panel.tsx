/** The tasks of a detector, where there are several: what became of each, and the numbers of those beside the first. */
"use client";
import { formatSpan } from "#app/format/duration.ts";
import { formatNumber } from "#app/format/number.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import { metricTip } from "#app/measure/metric-tip.ts";
import { useMetricRegistry } from "#app/measure/use-metric-registry.ts";
import { detectorStates } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import type { DetectorRecord, DetectorTask } from "#contracts/exposure.ts";
import { metricUnit } from "#contracts/metric-unit.ts";

export function TaskPanel({ record }: { record: DetectorRecord }) {
  return (
    <section aria-labelledby="tasks" className="panel p-4" data-testid="tasks">
      <h2 id="tasks" className="mb-2 flex items-baseline justify-between text-bright">
        Tasks <span className="text-small font-normal text-quiet">{record.detector}</span>
      </h2>
      <ul className="grid gap-3">
        {record.tasks.map((task, index) => (
          <li key={`${task.kind} ${task.task}`} data-task={task.task} data-status={task.status}>
            <div className="flex flex-wrap items-baseline gap-x-3">
              <strong className="font-medium text-bright">{task.task}</strong>
              <span className="text-small text-quiet">
                {[task.taskVersion && `version ${task.taskVersion}`, task.kind !== "raw" && task.kind]
                  .filter(Boolean)
                  .join(", ")}
              </span>
              <StateMark look={detectorStates[task.status]} />
              {task.timingsMs && <span className="text-quiet">{formatSpan(task.timingsMs.total)}</span>}
              {index === 0 && <span className="ml-auto text-small text-quiet">speaks for the detector</span>}
            </div>
            {task.error && (
              <p className="text-small wrap-anywhere text-error">
                {task.error.code}: {reasonFirst(task.error.message)}
              </p>
            )}
            {index > 0 && <TaskNumbers record={record} task={task} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The first task's numbers stand on the rest of the page. */
function TaskNumbers({ record, task }: { record: DetectorRecord; task: DetectorTask }) {
  const definitionOf = useMetricRegistry();
  return (
    <dl className="grid grid-cols-[auto_auto_1fr] gap-x-4 gap-y-0.5 text-small">
      {task.metrics.map((key) => {
        const definition = definitionOf(key);
        const value = record.metrics[key] ?? null;
        return (
          <div key={key} className="contents">
            <dt className="text-quiet" data-tip={definition ? metricTip(definition, record.pixelUnit) : key}>
              {definition?.label ?? key}
            </dt>
            <dd className="text-right font-mono" data-metric={key} data-value={value ?? ""}>
              {formatNumber(value, definition?.digits ?? 3)}
            </dd>
            <dd className="wrap-anywhere text-quiet">
              {value === null
                ? (record.missing[key] ?? "no reason is given")
                : definition && metricUnit(definition, record.pixelUnit)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
