/** What stands in the cells of the night's table: content, its note, and how it is aligned. */
import type { ReactNode } from "react";
import { BandMark } from "#app/bands/band-mark.tsx";
import { utcClock } from "#app/format/clock.ts";
import { formatSpan } from "#app/format/duration.ts";
import { formatNumber } from "#app/format/number.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import { limitTip, metricLevels } from "#app/measure/metric-level.ts";
import { whyNoExposureValue } from "#app/measure/missing-reason.ts";
import { exposureStates } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { clockKeys } from "#contracts/night-table/clock-columns.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";

export interface Cell {
  content: ReactNode;
  /** Shown when the cell is pointed at or focused. */
  tip: string | undefined;
}

const producerTip = "so its producer says; the limit behind it is known to the producer alone";
const unread = "the header was not read yet, or is silent";

function missing(why: string): Cell {
  return {
    content: (
      <span className="text-quiet">
        <span aria-hidden="true">–</span>
        <span className="sr-only">missing: {why}</span>
      </span>
    ),
    tip: why,
  };
}

/** Metrics and whatever else has limits or may be missing on detectors. */
function metricCell(column: NightColumn, exposure: ExposureSummary): Cell {
  const value = column.value(exposure);
  if (typeof value !== "number") {
    const why = whyNoExposureValue(exposure);
    return {
      content: (
        <span data-metric={column.key} data-value="">
          {missing(why).content}
        </span>
      ),
      tip: why,
    };
  }
  const judged = column.judge?.(exposure) ?? null;
  const look = metricLevels[judged?.level ?? "no-limit"];
  const isBroken = judged?.level === "warn" || judged?.level === "error";
  return {
    content: (
      <span
        data-metric={column.key}
        data-value={value}
        data-level={judged?.level}
        className={isBroken ? look.color : undefined}
      >
        {isBroken && (
          <span role="img" aria-label={look.word}>
            {look.icon}{" "}
          </span>
        )}
        {column.digits === null ? String(value) : formatNumber(value, column.digits)}
      </span>
    ),
    tip: judged === null ? undefined : (limitTip(judged, column) ?? (isBroken ? producerTip : undefined)),
  };
}

function doneCell({ done, expected, failed, pattern }: ExposureSummary): Cell {
  return {
    content: (
      <>
        {failed > 0 && <span className="text-error">■{failed} </span>}
        <span className={done < expected ? "text-bright" : ""}>{done}</span>
        <span className="text-quiet">
          /{expected}
          {pattern !== null && " ⊘"}
        </span>
      </>
    ),
    tip:
      [failed > 0 ? `${failed} failed` : "", pattern === null ? "" : `analysed with the pattern "${pattern}"`]
        .filter((text) => text !== "")
        .join("; ") || undefined,
  };
}

const limitLooks: Record<string, (typeof metricLevels)["warn"]> = {
  ok: { ...metricLevels.within, word: "ok" },
  warning: { ...metricLevels.warn, word: "warning" },
  error: { ...metricLevels.error, word: "error" },
};

function limitsCell(column: NightColumn, exposure: ExposureSummary): Cell {
  const look = limitLooks[String(column.value(exposure))];
  if (!look) return missing("no limit is agreed for its numbers, or none is there yet");
  const content = (
    <span className={look.color}>
      <span aria-hidden="true">{look.icon}</span> {look.word}
    </span>
  );
  return { content, tip: undefined };
}

const own: Record<string, (exposure: ExposureSummary, column: NightColumn) => Cell> = {
  state: ({ state }) => ({ content: <StateMark look={exposureStates[state]} />, tip: exposureStates[state].means }),
  band: ({ header }) => ({
    content: <BandMark band={header?.band} />,
    tip: header?.physicalFilter ?? (header?.band ? undefined : "The header names no band"),
  }),
  done: doneCell,
  limits: (exposure, column) => limitsCell(column, exposure),
  exp: ({ header }) => {
    const seconds = header?.exposureTimeS ?? null;
    return seconds === null
      ? missing(unread)
      : { content: formatNumber(seconds, seconds % 1 === 0 ? 0 : 1), tip: undefined };
  },
  latency: (exposure, column) => {
    const seconds = column.value(exposure);
    if (typeof seconds !== "number") return missing("no result yet");
    const shape = exposure.completedAtMs === null ? "text-quiet" : "";
    return { content: <span className={shape}>{formatSpan(seconds * 1000)}</span>, tip: undefined };
  },
  remark: ({ error }) => {
    if (!error) return { content: null, tip: undefined };
    const reason = reasonFirst(error.message);
    return { content: <span className="text-error">{reason}</span>, tip: reason };
  },
};

/** @returns what a cell shows. */
export function cellOf(column: NightColumn, exposure: ExposureSummary): Cell {
  const special = own[column.key];
  if (special) return special(exposure, column);
  if (column.type === "number" && (column.judge || column.level === "detector")) return metricCell(column, exposure);
  const value = column.value(exposure);
  if (value === null) return missing(column.topic === "other" ? whyNoExposureValue(exposure) : unread);
  if (column.type === "time") return { content: utcClock(Number(value)), tip: undefined };
  if (clockKeys.has(column.key)) {
    return {
      content: <span className="font-mono">{String(value).slice(11, 19)}</span>,
      tip: `${value} ${column.unit}`,
    };
  }
  if (typeof value === "number") {
    return { content: column.digits === null ? String(value) : formatPlain(column, value), tip: undefined };
  }
  return { content: value, tip: value.length > 14 ? value : undefined };
}

/** Ids are not grouped by thousands. */
function formatPlain({ topic, digits }: NightColumn, value: number): string {
  return topic === "identity" ? String(value) : formatNumber(value, digits ?? 2);
}

const widths: Record<string, number> = {
  seq: 92,
  state: 96,
  time: 98,
  time_tai: 98,
  band: 68,
  exp: 52,
  type: 76,
  target: 128,
  done: 112,
  limits: 92,
  latency: 76,
  remark: 280,
  exposure_id: 128,
  obs_id: 190,
  program: 120,
  reason: 130,
};

/** @param squares how many channels the night has. @returns the room of a column, which its content never changes. */
export function columnWidth({ key, label, unit, type }: NightColumn, squares: number): number {
  if (key === "channels") return Math.max(76, squares * 17 + 20);
  const known = widths[key];
  if (known !== undefined) return known;
  const words = Math.max(label.length, unit.length) * 6.6 + 34;
  return Math.round(Math.min(170, Math.max(type === "text" ? 110 : 76, words)));
}
