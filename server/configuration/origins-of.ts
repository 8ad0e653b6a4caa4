/** What is kept of a configuration by hash: every task's values, and for each value how it came about. Pure. */
import type { StoredConfig } from "#contracts/config.ts";
import type { ConfigOrigin, OriginLink } from "#contracts/configuration.ts";
import { explainTask, type Link } from "#io/pipelines/resolve/explain.ts";
import { placeText } from "#io/pipelines/resolve/problem.ts";
import type { Configuration } from "#io/pipelines/resolve-configuration.ts";

/** @returns one for each task of each pipeline. */
export function originsOf({ version, pipelines }: Configuration): { stored: StoredConfig; origin: ConfigOrigin }[] {
  return [...pipelines].flatMap(
    ([
      pipeline,
      {
        tasks,
        pipeline: { file },
      },
    ]) =>
      tasks.map((resolved) => {
        const { label, task, taskVersion, config, configHash, schema } = resolved;
        const fields = explainTask(resolved).map(({ field, value, chain }) => {
          return {
            field,
            value,
            description: schema.description(field.split(".")),
            chain: chain.map((link) => linkOf(link, file)),
          };
        });
        return {
          stored: { configHash, task, taskVersion, config: { ...config } },
          origin: { pipeline, label, version, fields },
        };
      }),
  );
}

function linkOf({ op, operand, value, place, layer, fragment, parameter, why }: Link, ownFile: string): OriginLink {
  const through = [
    fragment && `fragment ${fragment.name}, used at ${placeText(fragment.usedAt)}`,
    parameter && `parameter ${parameter.name} of ${placeText(parameter.place)}`,
  ].filter((part) => part !== null);
  const isShared = place !== null && layer !== "run-time" && place.file !== ownFile;
  return { op, operand, value, place: place && placeText(place), layer, isShared, through, why };
}
