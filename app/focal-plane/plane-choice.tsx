/** Chooses what a focal plane shows: one list of the detectors' metrics and of the amplifiers' numbers. */
"use client";
import { Popover } from "#app/chrome/popover.tsx";
import { ampMetricDefinitions } from "#contracts/amp-metrics.ts";
import type { MetricDefinition } from "#contracts/metric.ts";
import { metrics } from "#contracts/metrics.ts";
import { ampWord, type PlaneMetric } from "./plane-metric.ts";

export interface PlaneChoiceProps {
  metric: PlaneMetric;
  /** Keys beyond the registry that some detector has: of programs, and of tasks beside the first. */
  others: readonly string[];
  definitionOf: (key: string) => MetricDefinition | undefined;
  onChoose: (word: string) => void;
}

interface Choice {
  word: string;
  name: string;
  tip: string;
}

function named(label: string, unit: string): string {
  return unit === "" ? label : `${label} (${unit})`;
}

export function PlaneChoice({ metric, others, definitionOf, onChoose }: PlaneChoiceProps) {
  const isByAmp = metric.level === "amplifier";
  const groups: [string, Choice[]][] = [
    [
      "By amplifier",
      ampMetricDefinitions.map(({ key, label, unit, definition }) => {
        return { word: ampWord(key), name: named(label, unit), tip: definition };
      }),
    ],
    [
      "By detector",
      metrics.map(({ key, label, unit, definition }) => ({ word: key, name: named(label, unit), tip: definition })),
    ],
    [
      "By detector, of other tasks",
      others.map((key) => {
        const known = definitionOf(key);
        return { word: key, name: known ? `${named(known.label, known.unit)}` : key, tip: known?.definition ?? key };
      }),
    ],
  ];
  const shown = `${named(metric.label, metric.unit)}${isByAmp ? ", by amplifier" : ""}`;
  return (
    <Popover
      name={`Shown on the focal plane: ${shown}`}
      buttonClass="control min-h-7 text-small"
      label={
        <>
          {shown}{" "}
          <span aria-hidden="true" className="text-quiet">
            ▾
          </span>
        </>
      }
    >
      {(close) =>
        groups.map(([title, choices]) =>
          choices.length === 0 ? null : (
            <section key={title} aria-label={title} className="mb-2">
              <h3 className="label px-2 py-1">{title}</h3>
              <ul className="grid gap-0.5 text-small">
                {choices.map(({ word, name, tip }) => (
                  <li key={word}>
                    <button
                      type="button"
                      data-tip={tip}
                      data-word={word}
                      aria-pressed={word === metric.word}
                      className="w-full rounded px-2 py-1.5 text-left whitespace-nowrap hover:bg-raised aria-pressed:text-bright"
                      onClick={() => {
                        onChoose(word);
                        close();
                      }}
                    >
                      {word === metric.word && <span aria-hidden="true">✓ </span>}
                      {name}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ),
        )
      }
    </Popover>
  );
}
