/** A titled panel with a table. */
import type { ReactNode } from "react";

export interface PanelTableProps {
  title: string;
  note?: string;
  /** Headings; one that starts with `>` belongs to a column of numbers. */
  heads: readonly string[];
  children: ReactNode;
  /** Shown in place of rows when there are none. */
  empty: string | null;
}

export const cell = "border-b border-line px-3 py-1.5 whitespace-nowrap";
export const numberCell = `${cell} text-right font-mono`;

export function PanelTable({ title, note, heads, children, empty }: PanelTableProps) {
  return (
    <section aria-label={title} className="panel overflow-x-auto">
      <h2 className="flex items-baseline gap-3 px-4 pt-3 pb-1 text-bright">
        {title} {note && <span className="text-small font-normal text-quiet">{note}</span>}
      </h2>
      {empty !== null ? (
        <p className="px-4 pb-4 text-quiet">{empty}</p>
      ) : (
        <table className="w-full border-separate border-spacing-0 text-[13px]">
          <thead>
            <tr>
              {heads.map((head) => (
                <th
                  key={head}
                  scope="col"
                  className={`border-b border-strong-line px-3 py-1 text-small font-medium text-quiet first:pl-4 ${head.startsWith(">") ? "text-right" : "text-left"}`}
                >
                  {head.replace(">", "")}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      )}
    </section>
  );
}
