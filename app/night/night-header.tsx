/** The header of the table: name and unit of each column, how it is sorted, and its menu. Stays in view. */
"use client";
import { type KeyboardEvent, memo, useState } from "react";
import type { CameraChannel } from "#contracts/channel.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import type { NightOrder } from "#contracts/night-table/night-order.ts";
import type { ColumnGroups } from "#contracts/night-table/night-view.ts";
import { ChannelLetters } from "./channel-squares.tsx";
import { columnTip } from "./column-tip.ts";
import { alignment, rowRole } from "./night-row.tsx";

export interface NightHeaderProps {
  pinned: NightColumn;
  /** All columns that scroll, those that are drawn, and the place of the first of them. */
  columns: readonly NightColumn[];
  shown: readonly NightColumn[];
  firstAt: number;
  /** Of the columns that are drawn. */
  widths: readonly number[];
  pinnedPx: number;
  /** Room of the columns that are not drawn, at the left. */
  leftPx: number;
  groups: ColumnGroups;
  channels: readonly CameraChannel[];
  order: NightOrder;
  /** Keys of the columns that the filter asks about. */
  filtered: ReadonlySet<string>;
  heightPx: number;
  onOrder: (column: NightColumn, adds: boolean) => void;
  onMove: (column: string, to: string) => void;
  onMenu: (column: string, at: { x: number; y: number }) => void;
}

/** Said in words, since the header is not laid out as a table's. */
const groupRole = { role: "rowgroup" } as const;
const headerRole = { role: "columnheader" } as const;
const dragType = "text/x-firstlook-column";

export const NightHeader = memo(function NightHeader(props: NightHeaderProps) {
  const { pinned, columns, shown, firstAt, widths, pinnedPx, leftPx, groups, heightPx, onMove } = props;
  const [focusKey, setFocusKey] = useState(pinned.key);
  const focusable = focusKey === pinned.key || shown.some(({ key }) => key === focusKey) ? focusKey : pinned.key;

  function onKeyDown(event: KeyboardEvent, column: NightColumn): void {
    const at = columns.indexOf(column);
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      props.onOrder(column, event.shiftKey);
    } else if (event.key === "ContextMenu" || event.key === "m") {
      event.preventDefault();
      const place = event.currentTarget.getBoundingClientRect();
      props.onMenu(column.key, { x: place.left, y: place.bottom });
    } else if (by !== 0) {
      event.preventDefault();
      const other = at + by < 0 ? pinned : columns[at + by];
      if (!other) return;
      if (event.shiftKey && at >= 0 && other !== pinned) onMove(column.key, other.key);
      else {
        setFocusKey(other.key);
        const head = event.currentTarget.closest("thead");
        head?.querySelector<HTMLElement>(`th[data-col="${other.key}"] button`)?.focus();
      }
    }
  }
  const cell = (column: NightColumn, at: number, widthPx: number) => (
    <HeaderCell
      key={column.key}
      column={column}
      widthPx={widthPx}
      colIndex={at}
      isPinned={column === pinned}
      isFocusable={column.key === focusable}
      onKeyDown={onKeyDown}
      onFocus={setFocusKey}
      {...props}
    />
  );
  return (
    <thead {...groupRole} className="sticky top-0 z-10 block">
      {groups !== "none" && (
        <tr {...rowRole} className="flex h-6">
          <td
            className="sticky left-0 z-[3] block flex-none border-r border-line bg-page"
            style={{ width: pinnedPx }}
          />
          <td className="block flex-none bg-page" style={{ width: leftPx }} />
          {runsOf(shown, widths, groups).map(({ name, first, count, widthPx }) => (
            <th
              {...headerRole}
              key={first}
              scope="colgroup"
              colSpan={count}
              aria-colspan={count}
              style={{ width: widthPx }}
              className="block flex-none truncate border-l border-line bg-page px-2.5 text-left text-[11px] leading-6 font-medium text-quiet"
            >
              {name}
            </th>
          ))}
          <td className="block flex-1 bg-page" />
        </tr>
      )}
      <tr {...rowRole} aria-rowindex={1} className="flex" style={{ height: heightPx }}>
        {cell(pinned, 1, pinnedPx)}
        <td
          aria-hidden="true"
          className="block flex-none border-b border-strong-line bg-page p-0"
          style={{ width: leftPx }}
        />
        {shown.map((column, index) => cell(column, firstAt + index + 2, widths[index] ?? 0))}
        <td aria-hidden="true" className="block flex-1 border-b border-strong-line bg-page p-0" />
      </tr>
    </thead>
  );
});

interface Run {
  name: string;
  /** Key of its first column. */
  first: string;
  count: number;
  widthPx: number;
}

function runsOf(shown: readonly NightColumn[], widths: readonly number[], groups: ColumnGroups): Run[] {
  const runs: Run[] = [];
  for (const [at, { key, topic, level }] of shown.entries()) {
    const name = groups === "level" ? `per ${level}` : topic;
    const widthPx = widths[at] ?? 0;
    const last = runs.at(-1);
    if (last?.name === name) {
      last.count += 1;
      last.widthPx += widthPx;
    } else runs.push({ name, first: key, count: 1, widthPx });
  }
  return runs;
}

interface HeaderCellProps extends Omit<NightHeaderProps, "columns" | "shown" | "firstAt" | "widths"> {
  column: NightColumn;
  widthPx: number;
  colIndex: number;
  isPinned: boolean;
  isFocusable: boolean;
  onKeyDown: (event: KeyboardEvent, column: NightColumn) => void;
  onFocus: (key: string) => void;
}

function HeaderCell(props: HeaderCellProps) {
  const { column, colIndex, isPinned, isFocusable, order, channels, onOrder, onMove, onMenu, onFocus } = props;
  const current = order.length === 0 ? [{ column: "seq", descending: true }] : order;
  const place = current.findIndex((each) => each.column === column.key);
  const sorted = current[place];
  const isFiltered = props.filtered.has(column.key);
  const align = alignment(column).includes("right") ? "text-right" : "text-left";
  return (
    <th
      {...headerRole}
      scope="col"
      style={{ width: props.widthPx }}
      data-col={column.key}
      aria-colindex={colIndex}
      aria-sort={sorted ? (sorted.descending ? "descending" : "ascending") : "none"}
      draggable={!isPinned}
      className={`group/head flex flex-none flex-col justify-end border-b border-strong-line bg-page px-2.5 py-1 text-small font-medium ${align} ${isPinned ? "sticky left-0 z-[3] border-r" : "relative"}`}
      onDragStart={(event) => event.dataTransfer.setData(dragType, column.key)}
      onDragOver={(event) => event.dataTransfer.types.includes(dragType) && event.preventDefault()}
      onDrop={(event) => {
        const from = event.dataTransfer.getData(dragType);
        if (from !== "" && from !== column.key) onMove(from, column.key);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(column.key, { x: event.clientX, y: event.clientY });
      }}
    >
      <button
        type="button"
        tabIndex={isFocusable ? 0 : -1}
        data-tip={columnTip(column)}
        className={`block w-full min-w-0 leading-tight hover:text-bright ${align} ${sorted ? "text-bright" : ""}`}
        onClick={(event) => onOrder(column, event.shiftKey)}
        onFocus={() => onFocus(column.key)}
        onKeyDown={(event) => props.onKeyDown(event, column)}
      >
        <span className="block truncate">
          {isFiltered && (
            <span className="text-accent">
              <svg aria-hidden="true" width="9" height="9" viewBox="0 0 9 9" fill="currentColor" className="inline">
                <path d="M0 0h9L5.6 4.5V9L3.4 7.5v-3z" />
              </svg>
              <span className="sr-only">filtered</span>{" "}
            </span>
          )}
          {column.label}
          {sorted && (
            <span aria-hidden="true">
              {" "}
              {sorted.descending ? "▾" : "▴"}
              {current.length > 1 ? place + 1 : ""}
            </span>
          )}
        </span>
        {column.key === "channels" ? (
          <ChannelLetters channels={channels} />
        ) : (
          <span className="block min-h-4 truncate text-[11px] leading-4 text-quiet">{column.unit}</span>
        )}
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Menu of ${column.label}`}
        className={`absolute bottom-0.5 ${align === "text-right" ? "left-0.5" : "right-0.5"} grid size-6 place-items-center rounded bg-page text-quiet opacity-0 group-focus-within/head:opacity-100 group-hover/head:opacity-100 hover:bg-raised`}
        onClick={(event) => {
          const at = event.currentTarget.getBoundingClientRect();
          onMenu(column.key, { x: at.left, y: at.bottom });
        }}
      >
        ⋮
      </button>
    </th>
  );
}
