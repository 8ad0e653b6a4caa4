/** A titled panel with a table, which scrolls below its title where it is wider than the window. */
import type { ReactNode } from "react";

export interface PanelTableProps {
  title: string;
  note?: ReactNode;
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
    <section aria-label={title} className="panel min-w-0">
      <h2 className="flex flex-wrap items-baseline gap-x-3 px-4 pt-3 pb-1 text-bright">
        {title} {note && <span className="text-small font-normal text-quiet">{note}</span>}
      </h2>
      {empty !== null ? (
        <p className="px-4 pb-4 text-quiet">{empty}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <div className="overflow-x-auto" tabIndex={0}>
          <table className="w-full border-separate border-spacing-0 text-[13px]">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th
                    key={head}
                    scope="col"
                    className={`border-b border-strong-line px-3 py-1 text-small font-medium whitespace-nowrap text-quiet first:pl-4 ${head.startsWith(">") ? "text-right" : "text-left"}`}
                  >
                    {head.replace(">", "")}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{children}</tbody>
          </table>
        </div>
      )}
    </section>
  );
}
