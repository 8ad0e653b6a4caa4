/** The columns of the night's table: header with unit, how to sort, and what stands in a cell. */
import Link from "next/link";
import type { ReactNode } from "react";
import { BandMark } from "#app/bands/band-mark.tsx";
import { utcClock } from "#app/format/clock.ts";
import { formatSpan } from "#app/format/duration.ts";
import { formatNumber } from "#app/format/number.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import { MetricNumber } from "#app/measure/metric-number.tsx";
import { metricTip } from "#app/measure/metric-tip.ts";
import { whyNoExposureValue } from "#app/measure/missing-reason.ts";
import { exposureStates } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { metricOf } from "#contracts/metrics.ts";
import { exposureHref, latencyMs, obsStartMs } from "./exposure-facts.ts";

export interface TableColumn {
  /** Word of the address to sort by; null where there is no order. */
  sort: string | null;
  label: string;
  unit: string;
  tip: string;
  /** Room for the widest content, in CSS pixels; 0 takes what is left. Fixed, so that scrolling moves no column. */
  widthPx: number;
  /** Classes of header and cells: alignment, and from which width on it is shown. */
  shape: string;
  cell: (exposure: ExposureSummary) => ReactNode;
}

const right = "text-right font-mono";
const dash = (why: string): ReactNode => (
  <span className="text-quiet" data-tip={why}>
    –
  </span>
);
const unread = "the header was not read yet, or is silent";

function metricColumn(key: string, widthPx: number, shape = right): TableColumn {
  const definition = metricOf(key);
  return {
    sort: key,
    label: definition?.label ?? key,
    widthPx,
    unit: definition?.unit ?? "",
    tip: definition ? metricTip(definition) : key,
    shape,
    cell: (exposure) => <MetricNumber metric={key} value={exposure.metrics[key]} why={whyNoExposureValue(exposure)} />,
  };
}

function Latency({ exposure }: { exposure: ExposureSummary }) {
  const ms = latencyMs(exposure);
  if (ms === null) return dash("no result yet");
  return <span className={exposure.completedAtMs === null ? "text-quiet" : ""}>{formatSpan(ms)}</span>;
}

/** @returns the columns in order; `fwhm` is the key that this camera can be measured in. */
export function tableColumns(fwhm: string): TableColumn[] {
  return [
    {
      sort: "seq",
      label: "Seq",
      widthPx: 44,
      unit: "",
      tip: "Number within the night",
      shape: right,
      cell: (exposure) => (
        <Link
          href={exposureHref(exposure)}
          prefetch={false}
          tabIndex={-1}
          className="font-semibold text-bright hover:text-accent"
        >
          {exposure.seqNum}
        </Link>
      ),
    },
    {
      sort: "state",
      label: "State",
      widthPx: 84,
      unit: "",
      tip: "What is known of the exposure",
      shape: "",
      cell: (exposure) => <StateMark look={exposureStates[exposure.state]} />,
    },
    {
      sort: "time",
      label: "Time",
      widthPx: 68,
      unit: "UTC",
      tip: "Start of the exposure",
      shape: "font-mono",
      cell: (exposure) => {
        const startMs = obsStartMs(exposure);
        return startMs === null ? dash(unread) : utcClock(startMs);
      },
    },
    {
      sort: "band",
      label: "Band",
      widthPx: 34,
      unit: "",
      tip: "Band, with its symbol in the plots",
      shape: "",
      cell: (exposure) => (
        <span data-tip={exposure.header?.physicalFilter ?? undefined}>
          <BandMark band={exposure.header?.band} />
        </span>
      ),
    },
    {
      sort: "exp",
      label: "Exp",
      widthPx: 36,
      unit: "s",
      tip: "Exposure time",
      shape: `${right} max-desk:hidden`,
      cell: (exposure) => {
        const seconds = exposure.header?.exposureTimeS ?? null;
        return seconds === null ? dash(unread) : formatNumber(seconds, seconds % 1 === 0 ? 0 : 1);
      },
    },
    {
      sort: "airmass",
      label: "Airmass",
      widthPx: 58,
      unit: "",
      tip: "Airmass at the start",
      shape: `${right} max-wide:hidden`,
      cell: (exposure) =>
        typeof exposure.header?.airmass === "number" ? formatNumber(exposure.header.airmass, 2) : dash(unread),
    },
    {
      sort: "type",
      label: "Type",
      widthPx: 58,
      unit: "",
      tip: "Type of image",
      shape: "",
      cell: (exposure) => exposure.header?.imageType ?? dash(unread),
    },
    {
      sort: "target",
      label: "Target",
      widthPx: 104,
      unit: "",
      tip: "Target or field",
      shape: "truncate max-desk:hidden",
      cell: (exposure) => exposure.header?.target ?? dash(unread),
    },
    {
      sort: "done",
      label: "Done",
      widthPx: 92,
      unit: "of expected",
      tip: "Detectors with numbers, of those that are expected",
      shape: right,
      cell: (exposure) => (
        <>
          <span className={exposure.done < exposure.expected ? "text-bright" : ""}>{exposure.done}</span>
          <span className="text-quiet">/{exposure.expected}</span>
          {exposure.pattern !== null && (
            <span className="text-quiet" data-tip={`analysed with the pattern "${exposure.pattern}"`}>
              {" "}
              ⊘
            </span>
          )}
          {exposure.failed > 0 && (
            <span className="text-error" data-tip={`${exposure.failed} failed`}>
              {" "}
              ■{exposure.failed}
            </span>
          )}
        </>
      ),
    },
    metricColumn(fwhm, 50),
    metricColumn("star_e_median", 66),
    metricColumn("sky_bg", 66),
    metricColumn("sky_noise", 66, `${right} max-wide:hidden`),
    metricColumn("n_sources_5", 62),
    metricColumn("n_saturated", 68, `${right} max-wide:hidden`),
    {
      sort: "latency",
      label: "Latency",
      widthPx: 60,
      unit: "",
      tip: "From the first event to the last result that is shown",
      shape: right,
      cell: (exposure) => <Latency exposure={exposure} />,
    },
    {
      sort: null,
      label: "Remark",
      widthPx: 0,
      unit: "",
      tip: "The first failure",
      shape: "truncate text-left",
      cell: (exposure) =>
        exposure.error ? (
          <span className="text-error" data-tip={reasonFirst(exposure.error.message)}>
            {reasonFirst(exposure.error.message)}
          </span>
        ) : null,
    },
  ];
}
