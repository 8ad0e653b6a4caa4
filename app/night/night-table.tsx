/** The night's table: only rows and columns in view are drawn, header and Seq stay, keys walk, live rows move nothing. */
"use client";
import { type CSSProperties, type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useKeys } from "#app/chrome/use-keys.ts";
import { columnOffsets } from "#app/table/column-window.ts";
import { useBoxWindow } from "#app/table/use-box-window.ts";
import type { CameraChannel } from "#contracts/channel.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import type { NightOrder } from "#contracts/night-table/night-order.ts";
import type { ColumnGroups } from "#contracts/night-table/night-view.ts";
import { type Choice, chosenRange } from "./choose-rows.ts";
import { columnWidth } from "./night-cells.tsx";
import { NightHeader } from "./night-header.tsx";
import { NightRow } from "./night-row.tsx";
import { useKeptPlace } from "./use-kept-place.ts";
import { useNewIds } from "./use-new-ids.ts";

export interface NightTableProps {
  rows: readonly ExposureSummary[];
  /** The columns in order; Seq is pinned at the left, wherever it stands. */
  columns: readonly NightColumn[];
  pinned: NightColumn;
  groups: ColumnGroups;
  channels: readonly CameraChannel[];
  order: NightOrder;
  /** Keys of the columns that the filter asks about. */
  filtered: ReadonlySet<string>;
  compact: boolean;
  chosen: ReadonlySet<number>;
  /** The row to begin at, by its sequence number. */
  startAt: number | null;
  onOrder: (column: NightColumn, adds: boolean) => void;
  onMove: (column: string, to: string) => void;
  onMenu: (column: string, at: { x: number; y: number }) => void;
  onChoose: (choice: Choice) => void;
  onOpen: (exposure: ExposureSummary) => void;
  onCopy: (exposures: readonly ExposureSummary[]) => void;
}

interface Cursor {
  seq: number | null;
  /** Column whose cell has the focus; null is the row. */
  column: string | null;
}

/** Rows and cells take the focus and are chosen, which a plain table has no words for. */
const gridRole = { role: "grid", "aria-multiselectable": true } as const;
const bodyRole = { role: "rowgroup" } as const;
const headerPx = 48;
const groupPx = 24;

export function NightTable(props: NightTableProps) {
  const { rows, pinned, groups, channels, compact, chosen, startAt, onChoose, onOpen, onCopy } = props;
  const box = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => props.columns.filter(({ key }) => key !== pinned.key), [props.columns, pinned]);
  const rowPx = compact ? 26 : 36;
  const headPx = headerPx + (groups === "none" ? 0 : groupPx);
  const squares = channels.length;
  const widths = useMemo(() => columns.map((column) => columnWidth(column, squares)), [columns, squares]);
  const offsets = useMemo(() => columnOffsets(widths), [widths]);
  const pinnedPx = columnWidth(pinned, squares);
  const [seen, look] = useBoxWindow(box, { rows: rows.length, rowPx, headPx, pinnedPx, offsets });
  const { rowFrom, rowTo, columnFrom, columnTo } = seen;
  useKeptPlace(box, rows, rowPx);
  const newIds = useNewIds(rows);
  const [cursor, setCursor] = useState<Cursor>({ seq: startAt, column: null });
  const wantsFocus = useRef(startAt !== null);
  const anchor = useRef<number | null>(null);
  const at = cursor.seq === null ? -1 : rows.findIndex(({ seqNum }) => seqNum === cursor.seq);

  function reveal(row: number, column: number): void {
    const element = box.current;
    if (!element) return;
    const top = row * rowPx;
    const lowest = top + rowPx * 2 + headPx - element.clientHeight;
    if (element.scrollTop > top) element.scrollTop = Math.max(0, top - rowPx);
    else if (element.scrollTop < lowest) element.scrollTop = lowest;
    if (column >= 0) {
      const left = offsets[column] ?? 0;
      const rightmost = (offsets[column + 1] ?? left) + pinnedPx - element.clientWidth;
      if (element.scrollLeft > left) element.scrollLeft = left;
      else if (element.scrollLeft < rightmost) element.scrollLeft = rightmost;
    }
    element.scrollIntoView({ block: "nearest" });
    look();
  }
  function goTo(row: number, column: string | null, extends_: boolean): void {
    const next = rows[Math.max(0, Math.min(rows.length - 1, row))];
    if (!next) return;
    if (extends_) {
      anchor.current ??= cursor.seq ?? next.seqNum;
      onChoose({ kind: "add", seqs: chosenRange(rows, anchor.current, next.seqNum) });
    } else anchor.current = null;
    wantsFocus.current = true;
    setCursor({ seq: next.seqNum, column });
    reveal(
      rows.indexOf(next),
      columns.findIndex(({ key }) => key === column),
    );
  }
  const step = (by: number, extends_: boolean): void => goTo(at < 0 ? 0 : at + by, cursor.column, extends_);
  function open(event: globalThis.KeyboardEvent): void {
    const { target } = event;
    if (target instanceof HTMLElement && target.matches("a, button, summary")) {
      target.click();
      return;
    }
    const exposure = rows[at];
    if (exposure) onOpen(exposure);
  }
  const down = (event: globalThis.KeyboardEvent): void => step(1, event.shiftKey);
  const up = (event: globalThis.KeyboardEvent): void => step(-1, event.shiftKey);
  useKeys({
    j: down,
    J: down,
    ArrowDown: down,
    k: up,
    K: up,
    ArrowUp: up,
    Enter: open,
    d: () => {
      const some = chosen.size > 0 ? rows.filter(({ seqNum }) => chosen.has(seqNum)) : rows.slice(at, at + 1);
      if (at >= 0 || chosen.size > 0) onCopy(some);
    },
  });

  /** Keys that belong to the table while the focus is on a row or a cell. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    if (!event.target.matches("tr, td")) return;
    const page = Math.max(1, Math.floor(((box.current?.clientHeight ?? 400) - headPx) / rowPx) - 1);
    const column = columns.findIndex(({ key }) => key === cursor.column);
    const goToColumn = (to: number): void => goTo(at, columns[Math.min(columns.length - 1, to)]?.key ?? null, false);
    const keys = new Map<string, () => void>([
      ["Home", () => goTo(0, cursor.column, event.shiftKey)],
      ["End", () => goTo(rows.length - 1, cursor.column, event.shiftKey)],
      ["PageDown", () => step(page, event.shiftKey)],
      ["PageUp", () => step(-page, event.shiftKey)],
      ["ArrowRight", () => goToColumn(column + 1)],
      ["ArrowLeft", () => goToColumn(column - 1)],
      [" ", () => cursor.seq !== null && onChoose({ kind: "toggle", seq: cursor.seq })],
      ["Escape", () => onChoose({ kind: "none" })],
    ]);
    const act = keys.get(event.key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: where one came from is looked up once
  useLayoutEffect(() => {
    if (startAt !== null && at >= 0) reveal(at, -1);
  }, []);
  useLayoutEffect(() => {
    if (!wantsFocus.current || cursor.seq === null) return;
    const row = box.current?.querySelector<HTMLElement>(`tr[data-seq="${cursor.seq}"]`);
    const cell = cursor.column === null ? row : row?.querySelector<HTMLElement>(`td[data-col="${cursor.column}"]`);
    if (!cell) return;
    wantsFocus.current = false;
    cell.focus({ preventScroll: true });
  });

  const shownColumns = useMemo(() => columns.slice(columnFrom, columnTo), [columns, columnFrom, columnTo]);
  const shownWidths = useMemo(() => widths.slice(columnFrom, columnTo), [widths, columnFrom, columnTo]);
  const leftPx = offsets[columnFrom] ?? 0;
  const shown = rows.slice(rowFrom, rowTo);
  const focusable = at >= rowFrom && at < rowTo ? cursor.seq : (shown[0]?.seqNum ?? null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are for the rows and cells inside
    <div
      ref={box}
      data-testid="table-box"
      className="relative max-h-[calc(100dvh-var(--bar)-12px)] scroll-mt-(--bar) overflow-auto overscroll-x-contain border-t border-strong-line [overflow-anchor:none]"
      onKeyDown={onKeyDown}
    >
      <table
        {...gridRole}
        className={`block ${compact ? "text-small" : ""}`}
        style={{ width: pinnedPx + (offsets.at(-1) ?? 0), minWidth: "100%" } as CSSProperties}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        data-testid="exposures"
      >
        <caption className="sr-only">Exposures of the night</caption>
        <NightHeader
          columns={columns}
          pinned={pinned}
          shown={shownColumns}
          firstAt={columnFrom}
          widths={shownWidths}
          pinnedPx={pinnedPx}
          leftPx={leftPx}
          groups={groups}
          channels={channels}
          order={props.order}
          filtered={props.filtered}
          heightPx={headerPx}
          onOrder={props.onOrder}
          onMove={props.onMove}
          onMenu={props.onMenu}
        />
        <tbody {...bodyRole} className="block">
          {rowFrom > 0 && <Space heightPx={rowFrom * rowPx} />}
          {shown.map((exposure, index) => (
            <NightRow
              key={exposure.exposureId}
              exposure={exposure}
              columns={shownColumns}
              widths={shownWidths}
              pinnedPx={pinnedPx}
              leftPx={leftPx}
              firstColumn={columnFrom}
              channels={channels}
              rowIndex={rowFrom + index + 2}
              rowPx={rowPx}
              isNew={newIds.has(exposure.exposureId)}
              isChosen={chosen.has(exposure.seqNum)}
              isAt={exposure.seqNum === cursor.seq}
              isFocusable={exposure.seqNum === focusable}
              focusColumn={exposure.seqNum === cursor.seq ? cursor.column : null}
              onOpen={onOpen}
              onChoose={onChoose}
              onCopy={onCopy}
            />
          ))}
          {rowTo < rows.length && <Space heightPx={(rows.length - rowTo) * rowPx} />}
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are not drawn. */
function Space({ heightPx }: { heightPx: number }) {
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in an empty row takes the focus
  return <tr aria-hidden="true" className="block" style={{ height: heightPx }} />;
}
