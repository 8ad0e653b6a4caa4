/** Detection: threshold, deblending and cleaning. */
import { z } from "zod";
import { backgroundConfig } from "../background/contract.ts";
import { isrConfig } from "../isr/contract.ts";

/** Configuration of this step alone. */
export const detectConfig = z.strictObject({
  detectionSigmas: z
    .number()
    .min(1)
    .max(1000)
    .default(5)
    .describe("Threshold for sources, in multiples of the sky noise."),
  detectionMinAreaPx: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(5)
    .describe("Connected pixels above the threshold that make a source."),
  deblendLevels: z
    .number()
    .int()
    .min(1)
    .max(256)
    .default(32)
    .describe("Levels between threshold and peak at which a source is looked at for parts; 1 is no deblending."),
  deblendContrast: z
    .number()
    .min(0)
    .max(1)
    .default(0.005)
    .describe("Part of a detection's light that a branch needs to be a source of its own."),
  cleanSlope: z
    .number()
    .min(0.1)
    .max(10)
    .default(1)
    .describe("Slope of the wings of bright sources, in which faint detections are dropped."),
});

/** Sources above the sky. */
export const detect = {
  name: "detect",
  version: "1.0.0",
  title: "Sources",
  /** With that of the steps that it rests on. */
  config: z.strictObject({ ...isrConfig.shape, ...backgroundConfig.shape, ...detectConfig.shape }),
  metrics: ["n_sources_5"],
  pictures: [],
} as const;
