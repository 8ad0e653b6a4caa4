/** The log of control actions: who did what, when, and why. */
import { utcInstant } from "#app/format/clock.ts";
import { cell, PanelTable } from "#app/workers/panel-table.tsx";
import type { AuditEntry } from "#contracts/audit.ts";

export function AuditList({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <PanelTable
      title="Log"
      note="newest first, kept for ever"
      heads={["When, UTC", "Who", "What", "Before → after", "Why"]}
      empty={entries.length === 0 ? "Nobody has changed anything." : null}
    >
      {entries.map((entry) => (
        <tr key={entry.id} data-action={entry.action}>
          <td className={`${cell} pl-4 font-mono`}>{utcInstant(entry.atMs).slice(0, 19)}</td>
          <td className={cell}>
            {entry.actor.name} <span className="text-quiet">{entry.actor.role}</span>
          </td>
          <td className={cell}>
            {entry.action.replace(":", " ")} <span className="text-bright">{entry.target}</span>
          </td>
          <td className={`${cell} max-w-96 truncate font-mono text-small`} data-tip={differenceText(entry)}>
            {differenceText(entry)}
          </td>
          <td className={`${cell} w-full max-w-96 whitespace-normal`}>{entry.reason ?? ""}</td>
        </tr>
      ))}
    </PanelTable>
  );
}

/** @returns what changed; of two records only the parts that differ. */
export function differenceText({ before, after }: Pick<AuditEntry, "before" | "after">): string {
  if (!isRecord(before) || !isRecord(after)) return `${textOf(before)} → ${textOf(after)}`;
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return changed.map((key) => `${key}: ${textOf(before[key])} → ${textOf(after[key])}`).join(", ") || "nothing";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : value === null || value === undefined ? "–" : JSON.stringify(value);
}
