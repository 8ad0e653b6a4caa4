/** Every pipeline; opened, its values with the line that set each. */
"use client";
import { useResource } from "#app/live/use-resource.ts";
import { useUrlState } from "#app/state/use-url-state.ts";
import { type ConfigurationAnswer, configOriginsAnswer } from "#contracts/configuration.ts";
import { ConfigValues } from "./config-values.tsx";
import { sourceCounts } from "./field-source.ts";

type Pipeline = ConfigurationAnswer["pipelines"][number];

export function PipelineList({ pipelines }: { pipelines: readonly Pipeline[] }) {
  const url = useUrlState();
  const opened = url.get("pipeline");
  return (
    <section aria-label="Pipelines" className="panel">
      <h2 className="px-4 pt-3 pb-1 text-bright">Pipelines</h2>
      <ul>
        {pipelines.map((pipeline) => (
          <li key={pipeline.name} className="border-t border-line px-4 py-1.5">
            <button
              type="button"
              aria-expanded={pipeline.name === opened}
              className="flex w-full flex-wrap items-baseline gap-x-3 text-left"
              onClick={() => url.set({ pipeline: pipeline.name === opened ? null : pipeline.name })}
            >
              <strong className="text-bright">{pipeline.name}</strong>
              <span className="text-small text-quiet">{pipeline.description}</span>
            </button>
            {pipeline.name === opened &&
              pipeline.tasks.map((task) => <TaskValues key={task.label} pipeline={pipeline.name} task={task} />)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function TaskValues({ pipeline, task }: { pipeline: string; task: Pipeline["tasks"][number] }) {
  const { value, problem } = useResource(configOriginsAnswer, `/api/configs/${task.configHash}/origins`);
  const origin = value?.origins.find((each) => each.pipeline === pipeline && each.label === task.label);
  return (
    <div className="py-2">
      <p className="text-small text-quiet">
        {task.label}: {task.task} {task.taskVersion}, <span className="font-mono select-all">{task.configHash}</span>
        {origin && `; ${sourceCounts(origin.fields)}`}
      </p>
      {origin && <ConfigValues fields={origin.fields} />}
      {value === null && problem && <p className="text-small text-warn">▲ {problem.detail}</p>}
    </div>
  );
}
