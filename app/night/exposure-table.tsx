/** The night's table, newest first: only the rows in view are drawn, a new one slides in once, j and k walk. */
"use client";
import { useRouter } from "next/navigation";
import { type CSSProperties, memo, useEffect, useMemo, useRef, useState } from "react";
import { useKeys } from "#app/chrome/use-keys.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { exposureHref } from "./exposure-facts.ts";
import type { NightOrder } from "./night-filter.ts";
import { pointAt, useIsPointed } from "./pointed.ts";
import { useRowWindow } from "./row-window.ts";
import { type TableColumn, tableColumns } from "./table-columns.tsx";

export interface ExposureTableProps {
  exposures: readonly ExposureSummary[];
  order: NightOrder;
  onOrder: (order: NightOrder) => void;
  fwhm: string;
  compact: boolean;
}

/** Ids that came after the first drawing, so that only those slide in. */
function useNewIds(exposures: readonly ExposureSummary[]): ReadonlySet<number> {
  const known = useRef<Set<number> | null>(null);
  const fresh = useRef(new Set<number>());
  if (known.current === null) known.current = new Set(exposures.map(({ exposureId }) => exposureId));
  if (exposures.length > known.current.size || exposures[0] !== undefined) {
    for (const { exposureId } of exposures) {
      if (known.current.has(exposureId)) continue;
      known.current.add(exposureId);
      fresh.current.add(exposureId);
    }
  }
  return fresh.current;
}

export function ExposureTable({ exposures, order, onOrder, fwhm, compact }: ExposureTableProps) {
  const router = useRouter();
  const body = useRef<HTMLTableSectionElement>(null);
  const rowPx = compact ? 26 : 36;
  const { from, to } = useRowWindow(body, exposures.length, rowPx);
  const columns = useMemo(() => tableColumns(fwhm), [fwhm]);
  const newIds = useNewIds(exposures);
  const [selected, setSelected] = useState<number | null>(null);
  const selectedAt = exposures.findIndex(({ exposureId }) => exposureId === selected);

  function walk(step: number): void {
    const at = Math.max(0, Math.min(exposures.length - 1, selectedAt < 0 ? 0 : selectedAt + step));
    const exposure = exposures[at];
    if (!exposure || !body.current) return;
    setSelected(exposure.exposureId);
    const top = body.current.getBoundingClientRect().top + at * rowPx;
    const [highest, lowest] = [150, window.innerHeight - rowPx * 2];
    if (top < highest || top > lowest) window.scrollBy({ top: top - (top < highest ? highest : lowest) });
  }
  function open(event: KeyboardEvent): void {
    const target = event.target;
    if (target instanceof HTMLElement && target.matches("a, button")) {
      target.click();
      return;
    }
    const exposure = exposures[selectedAt];
    if (exposure) router.push(exposureHref(exposure));
  }
  const down = (): void => walk(1);
  const up = (): void => walk(-1);
  useKeys({ j: down, ArrowDown: down, k: up, ArrowUp: up, Enter: open });
  useEffect(() => {
    if (selected !== null)
      body.current?.querySelector<HTMLElement>(`[data-exposure-id="${selected}"]`)?.focus({ preventScroll: true });
  }, [selected]);

  const shown = exposures.slice(from, to);
  const focusable = selectedAt >= from && selectedAt < to ? selected : (shown[0]?.exposureId ?? null);
  return (
    <table
      className={`w-full table-fixed border-separate border-spacing-0 ${compact ? "text-small" : ""}`}
      aria-rowcount={exposures.length + 1}
      data-testid="exposures"
    >
      <caption className="sr-only">Exposures of the night</caption>
      <thead>
        <tr aria-rowindex={1}>
          {columns.map((column) => (
            <HeaderCell key={column.label} column={column} order={order} onOrder={onOrder} />
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {from > 0 && <Space heightPx={from * rowPx} />}
        {shown.map((exposure, at) => (
          <Row
            key={exposure.exposureId}
            exposure={exposure}
            columns={columns}
            rowIndex={from + at + 2}
            rowPx={rowPx}
            isNew={newIds.has(exposure.exposureId)}
            isSelected={exposure.exposureId === selected}
            isFocusable={exposure.exposureId === focusable}
            onOpen={router.push}
          />
        ))}
        {to < exposures.length && <Space heightPx={(exposures.length - to) * rowPx} />}
      </tbody>
    </table>
  );
}

/** Stands for the rows that are not drawn. */
function Space({ heightPx }: { heightPx: number }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in an empty row takes the focus
  return <tr aria-hidden="true" style={{ height: heightPx }} />;
}

function HeaderCell({
  column,
  order,
  onOrder,
}: {
  column: TableColumn;
  order: NightOrder;
  onOrder: (order: NightOrder) => void;
}) {
  const { sort } = column;
  const isSorted = sort !== null && sort === order.key;
  const label = (
    <>
      <span className={isSorted ? "text-bright" : ""}>
        {column.label}
        {isSorted && <span aria-hidden="true"> {order.descending ? "▾" : "▴"}</span>}
      </span>
      <span className="block min-h-4 text-[11px] leading-4 text-quiet">{column.unit}</span>
    </>
  );
  return (
    <th
      scope="col"
      style={{ "--room": `${column.widthPx}px` } as CSSProperties}
      aria-sort={isSorted ? (order.descending ? "descending" : "ascending") : undefined}
      className={`sticky top-(--bar) z-10 border-b border-strong-line bg-page px-2 py-1 ${column.widthPx > 0 ? "w-[calc(var(--room)+16px)] first:w-[calc(var(--room)+24px)] wide:w-[calc(var(--room)+28px)] wide:first:w-[calc(var(--room)+30px)]" : ""} align-bottom text-small font-medium whitespace-nowrap wide:px-3.5 first:pl-4 last:pr-4 ${column.shape.includes("text-right") ? "text-right" : "text-left"} ${column.shape.replace("font-mono", "")}`}
    >
      {sort === null ? (
        <span data-tip={column.tip}>{label}</span>
      ) : (
        <button
          type="button"
          data-tip={column.tip}
          className={`leading-tight hover:text-bright ${column.shape.includes("text-right") ? "text-right" : "text-left"}`}
          onClick={() =>
            onOrder({ key: sort, descending: isSorted ? !order.descending : sort === "seq" || sort.includes("_") })
          }
        >
          {label}
        </button>
      )}
    </th>
  );
}

interface RowProps {
  exposure: ExposureSummary;
  columns: readonly TableColumn[];
  rowIndex: number;
  rowPx: number;
  isNew: boolean;
  isSelected: boolean;
  isFocusable: boolean;
  onOpen: (href: string) => void;
}

const Row = memo(function Row({
  exposure,
  columns,
  rowIndex,
  rowPx,
  isNew,
  isSelected,
  isFocusable,
  onOpen,
}: RowProps) {
  const isPointed = useIsPointed(exposure.exposureId);
  return (
    <tr
      data-exposure-id={exposure.exposureId}
      data-state={exposure.state}
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      tabIndex={isFocusable ? 0 : -1}
      style={{ height: rowPx }}
      className={`cursor-pointer outline-offset-[-2px] hover:bg-raised ${isPointed || isSelected ? "bg-raised" : ""} ${isNew ? "slides-in" : ""}`}
      onPointerEnter={() => pointAt(exposure.exposureId)}
      onPointerLeave={() => pointAt(null)}
      onClick={(event) => {
        if (event.target instanceof HTMLElement && event.target.closest("a")) return;
        if (window.getSelection()?.toString()) return;
        onOpen(exposureHref(exposure));
      }}
    >
      {columns.map((column) => (
        <td
          key={column.label}
          className={`border-b border-line px-2 whitespace-nowrap wide:px-3.5 first:pl-4 last:pr-4 ${column.shape}`}
        >
          {column.cell(exposure)}
        </td>
      ))}
    </tr>
  );
});
