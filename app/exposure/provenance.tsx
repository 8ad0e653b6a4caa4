/** How a detector's numbers came about: task, version, configuration and the very bytes that were read. */
import { formatBytes } from "#app/format/number.ts";
import type { DetectorRecord } from "#contracts/exposure.ts";

export function Provenance({ record }: { record: DetectorRecord }) {
  const { input } = record;
  const rows: [string, string | null][] = [
    ["Task", record.task === null ? null : `${record.task} ${record.taskVersion ?? ""}`],
    ["Configuration", record.configHash],
    ["Worker", record.worker],
    ["Input", input?.uri ?? null],
    ["HDU", input?.hdu === null || input?.hdu === undefined ? null : String(input.hdu)],
    ["Size", input ? `${formatBytes(input.bytes)} (${input.bytes} bytes)` : null],
    ["SHA-256", input?.sha256 ?? null],
  ];
  return (
    <section aria-labelledby="provenance" className="panel p-4" data-testid="provenance">
      <h2 id="provenance" className="mb-2 flex items-baseline justify-between text-bright">
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
    </section>
  );
}
