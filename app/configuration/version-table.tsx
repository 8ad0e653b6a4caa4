/** Versions that were taken, newest first, each with a way back to it. */
import { formatAge } from "#app/format/duration.ts";
import { cell, PanelTable } from "#app/workers/panel-table.tsx";
import type { TakenConfiguration } from "#contracts/configuration.ts";

export interface VersionTableProps {
  versions: readonly TakenConfiguration[];
  current: string | null;
  atMs: number;
  isBusy: boolean;
  onRollBack: (version: string) => void;
}

export function VersionTable({ versions, current, atMs, isBusy, onRollBack }: VersionTableProps) {
  return (
    <PanelTable
      title="Versions"
      note="newest first"
      heads={["Version", "Taken", "By", ""]}
      empty={versions.length === 0 ? "None was taken yet." : null}
    >
      {versions.map(({ version, atMs: takenAtMs, by, how, reason }, index) => (
        <tr key={`${version} ${takenAtMs}`} data-version={version}>
          <td className={`${cell} pl-4 font-mono text-bright`}>{version}</td>
          <td className={cell}>{formatAge(atMs - takenAtMs)} ago</td>
          <td className="border-b border-line px-3 py-1.5 wrap-anywhere">
            {by.name === how ? how : `${by.name}, ${how}`}
            {reason !== null && <span className="text-quiet">: {reason}</span>}
          </td>
          <td className={`${cell} text-right`}>
            {version === current ? (
              index === 0 && <span className="text-ok">● in effect</span>
            ) : (
              <button
                type="button"
                className="control"
                disabled={isBusy}
                aria-label={`Roll back to ${version}`}
                onClick={() => onRollBack(version)}
              >
                Roll back
              </button>
            )}
          </td>
        </tr>
      ))}
    </PanelTable>
  );
}
