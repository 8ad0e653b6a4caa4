/** Makes a task of steps: one parse of the configuration, one frame that goes from step to step, one report. */
import { type Frame, newFrame } from "./frame.ts";
import { type MetricReport, metricReport } from "./metric-report.ts";
import type { TaskRun, TaskStep } from "./task-run.ts";

/** A part of a task's work. It adds to the frame and sets its metrics; the configuration may hold more than its own. */
export interface Step<Config> {
  /** What its time is counted as. */
  readonly countsAs: TaskStep;
  readonly run: (frame: Frame, config: Config, report: MetricReport) => void;
}

/**
 * @param contract of the task; metrics that steps set and the contract does not name are left out of the result.
 * @param steps in order: each after those whose findings it needs.
 */
export function composeSteps<Config>(
  contract: { readonly config: { parse(value: unknown): Config }; readonly metrics: readonly string[] },
  steps: readonly Step<Config>[],
): TaskRun {
  return (image, rawConfig, facts, stepDone = () => {}) => {
    const config = contract.config.parse(rawConfig);
    const frame = newFrame(image, facts);
    const report = metricReport(contract.metrics);
    steps.forEach(({ countsAs, run }, at) => {
      run(frame, config, report);
      if (steps[at + 1]?.countsAs !== countsAs) stepDone(countsAs);
    });
    const { metrics, missing, errors, samples } = report;
    const { amps, plots, pictures, warnings, pixelUnit, calibrations } = frame;
    return { metrics, missing, errors, samples, amps, plots, pictures, warnings, pixelUnit, calibrations };
  };
}
