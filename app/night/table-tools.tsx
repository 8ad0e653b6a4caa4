/** What stands over the table: its views, columns and export, and what can be done with the chosen rows. */
"use client";
import { memo } from "react";
import { later } from "#app/state/later.tsx";
import type { UrlState } from "#app/state/use-url-state.ts";
import { useNote } from "#app/table/announce.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumns } from "#contracts/night-table/night-columns.ts";
import type { NightView, ShownNight } from "#contracts/night-table/night-view.ts";
import type { Choice } from "./choose-rows.ts";
import { ColumnChooser } from "./column-chooser.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { PresetMenu } from "./preset-menu.tsx";

/** Only who chooses rows sees them. */
const ChosenTools = later(() => import("./chosen-tools.tsx").then((file) => file.ChosenTools));

export interface TableToolsProps {
  camera: string;
  dayObs: number;
  night: NightColumns;
  /** Of the columns that are shown. */
  keys: readonly string[];
  view: NightView;
  compact: boolean;
  chosen: ReadonlySet<number>;
  url: UrlState;
  /** What the table shows at the moment: asked for when it is wanted, so that no change of a row draws this again. */
  shownNow: () => Pick<ShownNight, "columns" | "rows">;
  setColumns: (keys: readonly string[] | null) => void;
  onCopy: (exposures: readonly ExposureSummary[]) => void;
  onChoose: (choice: Choice) => void;
}

export const TableTools = memo(function TableTools(props: TableToolsProps) {
  const { camera, dayObs, night, keys, view, compact, chosen, url, shownNow, setColumns, onCopy, onChoose } = props;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <PresetMenu url={url} />
      <ColumnChooser
        night={night}
        chosen={keys}
        groups={view.groups}
        onColumns={setColumns}
        onGroups={(groups) => url.set({ group: groups === "none" ? null : groups })}
      />
      <ExportMenu camera={camera} dayObs={dayObs} shownNow={shownNow} />
      <button
        type="button"
        className="control min-h-8 px-2 text-small max-phone:hidden"
        aria-pressed={compact}
        onClick={() => url.set({ rows: compact ? null : "compact" })}
      >
        compact
      </button>
      <button
        type="button"
        className="control min-h-8 px-2 text-small"
        aria-pressed={url.get("only") === "table"}
        data-tip="Only the table, without what stands above it (t)"
        onClick={() => url.set({ only: url.get("only") === "table" ? null : "table" })}
      >
        table only
      </button>
      {chosen.size > 0 && <ChosenTools {...{ night, view, chosen, url, shownNow, onCopy, onChoose }} />}
      <TableNote />
    </div>
  );
});

function TableNote() {
  const note = useNote();
  return (
    <span role="status" className="text-small text-ok" data-testid="note">
      {note}
    </span>
  );
}
