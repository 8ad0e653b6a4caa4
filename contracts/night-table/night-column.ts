/** A column of a night: what it is called, what it means, and its value for an exposure. */
import type { ExposureSummary } from "../exposure.ts";
import type { Judgement } from "../limits.ts";
import type { QueryColumn } from "../query/query.ts";

/** By which columns are grouped, in this order. */
export const columnTopics = [
  "identity",
  "observation",
  "progress",
  "seeing",
  "sky",
  "sources",
  "amplifiers",
  "calibration",
  "pointing",
  "other",
] as const;
export type ColumnTopic = (typeof columnTopics)[number];

/** A time is UTC milliseconds; null is missing. */
export type CellValue = number | string | null;

export interface NightColumn extends QueryColumn {
  /** What it is, in a sentence. */
  definition: string;
  topic: ColumnTopic;
  /** `exposure` is told once for all; `detector` is made of the detectors' values. */
  level: "exposure" | "detector";
  /** Digits after the decimal point when shown; null shows a number as it is. */
  digits: number | null;
  value: (exposure: ExposureSummary) => CellValue;
  /** How the value stands to its limits; only where limits can be agreed. */
  judge?: (exposure: ExposureSummary) => Judgement;
}
