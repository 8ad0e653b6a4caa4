/** How a detector's numbers came about: task, version, configuration and the very bytes that were read. */
import { utcInstant } from "#app/format/clock.ts";
import { formatSpan } from "#app/format/duration.ts";
import { formatBytes } from "#app/format/number.ts";
import type { Resource } from "#app/live/use-resource.ts";
import type { AppliedCalibration } from "#contracts/calibration.ts";
import type { DetectorDepth } from "#contracts/detector-depth.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";
import type { TimingsMs } from "#contracts/result-facts.ts";
import { JobLogs } from "./job-logs.tsx";

const pixelsIn = { adu: "counts as read (ADU)", electron: "electrons" } as const;
const titles = { bias: "Master bias", dark: "Master dark", flat: "Master flat", badPixels: "Bad pixels" } as const;

function masterText({ uri, sha256, date, scale, missing }: AppliedCalibration): string {
  if (missing !== null) return `not applied: ${missing} (${uri})`;
  const factor = scale === null || scale === 1 ? "" : `, factor ${Number(scale.toPrecision(6))}`;
  return `${uri}${factor}${date === null ? "" : `, ${date}`}, SHA-256 ${sha256 ?? "unknown"}`;
}

function timingsText({ total, read, decode, background, detect, measure }: TimingsMs): string {
  const parts = Object.entries({ read, decode, background, detect, measure });
  return `${formatSpan(total)}: ${parts.map(([name, ms]) => `${name} ${formatSpan(ms)}`).join(", ")}`;
}

/** What the task warned of, and its error. */
function warnedBy({ warnings, error }: DetectorRecord): string {
  const said = [error && `${error.code}: ${error.message}`, ...warnings].filter(Boolean);
  return said.length === 0 ? "nothing" : said.join("; ");
}

export interface ProvenanceProps {
  record: DetectorRecord;
  depth: Pick<Resource<DetectorDepth>, "value" | "problem">;
}

export function Provenance({ record, depth }: ProvenanceProps) {
  const { input } = record;
  const rows: [string, string | null][] = [
    ["Task", record.task === null ? null : `${record.task} ${record.taskVersion ?? ""}`],
    ["Configuration", record.configHash],
    ["Pixels in", record.task === null ? null : pixelsIn[record.pixelUnit]],
    ...record.calibrations.map((master): [string, string] => [titles[master.kind], masterText(master)]),
    ["Worker", record.worker],
    ["Tries", record.attempts === null ? null : String(record.attempts)],
    ["Took", record.timingsMs && timingsText(record.timingsMs)],
    ["Finished, UTC", record.timeline.doneAtMs === null ? null : utcInstant(record.timeline.doneAtMs)],
    ["Input", input?.uri ?? null],
    ["HDU", input?.hdu === null || input?.hdu === undefined ? null : String(input.hdu)],
    ["Size", input ? `${formatBytes(input.bytes)} (${input.bytes} bytes)` : null],
    ["SHA-256", input?.sha256 ?? null],
    ["Warned", record.task === null ? null : warnedBy(record)],
  ];
  return (
    <section aria-labelledby="provenance" className="panel p-4" data-testid="provenance">
      <h2
        id="provenance"
        tabIndex={-1}
        className="scroll-mt-20 outline-none mb-2 flex items-baseline justify-between text-bright"
      >
        Provenance <span className="text-small font-normal text-quiet">{record.detector}</span>
      </h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
        {rows.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-quiet">{name}</dt>
            <dd className="font-mono text-small break-all select-all">{text ?? "–"}</dd>
          </div>
        ))}
      </dl>
      {record.task !== null && <JobLogs depth={depth} isFailed={record.error !== null} />}
    </section>
  );
}
