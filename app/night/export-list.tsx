/** What the export menu offers: exactly what the table shows, as CSV, JSON or Parquet, or an address for scripts. */
"use client";
import { countOf } from "#app/format/number.ts";
import { announce } from "#app/table/announce.ts";
import { copyText } from "#app/table/copy-text.ts";
import type { ShownNight } from "#contracts/night-table/night-view.ts";

type Shown = Pick<ShownNight, "columns" | "rows">;

export interface ExportListProps {
  camera: string;
  dayObs: number;
  /** What the table shows at the moment. */
  shownNow: () => Shown;
  close: () => void;
}

function download(name: string, body: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([body], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const writeTable = () => import("#contracts/night-table/write-table.ts");
const formats = {
  csv: async (shown: Shown): Promise<[BlobPart, string]> => [(await writeTable()).writeCsv(shown), "text/csv"],
  json: async (shown: Shown): Promise<[BlobPart, string]> => [
    JSON.stringify((await writeTable()).exportTable(shown), null, 1),
    "application/json",
  ],
  parquet: async (shown: Shown): Promise<[BlobPart, string]> => {
    const { writeParquet } = await import("./export-parquet.ts");
    return [writeParquet(shown), "application/vnd.apache.parquet"];
  },
};

/** @returns the address at which a script gets the same rows. */
function scriptHref({ camera, dayObs }: Pick<ExportListProps, "camera" | "dayObs">): string {
  const words = new URLSearchParams(window.location.search);
  for (const name of ["row", "sel", "rows", "view", "metric", "x", "plots", "scatter", "hist", "detectors"])
    words.delete(name);
  const query = words.toString();
  return `${window.location.origin}/api/cameras/${camera}/nights/${dayObs}/table.csv${query === "" ? "" : `?${query}`}`;
}

export function ExportList(props: ExportListProps) {
  const { camera, dayObs, shownNow, close } = props;
  const { rows, columns } = shownNow();
  async function save(format: keyof typeof formats): Promise<void> {
    try {
      const shown = shownNow();
      const [body, type] = await formats[format](shown);
      download(`${camera}_${dayObs}.${format}`, body, type);
      announce(`${countOf(shown.rows.length, "row")} saved as ${format}`);
    } catch (error) {
      announce(`No ${format}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const item = "block w-full rounded px-2 py-1.5 text-left hover:bg-raised";
  return (
    <div className="w-60 text-small">
      <p className="px-2 pb-1 text-quiet">
        {countOf(rows.length, "row")}, {countOf(columns.length, "column")}, as shown
      </p>
      {(["csv", "json", "parquet"] as const).map((format) => (
        <button
          key={format}
          type="button"
          className={item}
          onClick={() => {
            void save(format);
            close();
          }}
        >
          {{ csv: "CSV", json: "JSON, with units and definitions", parquet: "Parquet" }[format]}
        </button>
      ))}
      <button
        type="button"
        className={`${item} border-t border-line`}
        onClick={async () => {
          announce((await copyText(scriptHref(props))) ? "Address of the CSV copied" : "The browser does not let copy");
          close();
        }}
      >
        copy an address for scripts
      </button>
    </div>
  );
}
