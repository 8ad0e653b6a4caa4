/** One exposure as a row of the table; drawn again only when it, the columns, or its standing change. */
"use client";
import Link from "next/link";
import { type MouseEvent, memo } from "react";
import type { CameraChannel } from "#contracts/channel.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightColumn } from "#contracts/night-table/night-column.ts";
import { ChannelSquares } from "./channel-squares.tsx";
import type { Choice } from "./choose-rows.ts";
import { exposureHref } from "./exposure-facts.ts";
import { cellOf } from "./night-cells.tsx";
import { pointAt, useIsPointed } from "./pointed.ts";

export interface NightRowProps {
  exposure: ExposureSummary;
  /** The columns that are drawn, and the place of the first among all that scroll. */
  columns: readonly NightColumn[];
  /** Of those columns. */
  widths: readonly number[];
  pinnedPx: number;
  /** Room of the columns that are not drawn, at the left. */
  leftPx: number;
  firstColumn: number;
  channels: readonly CameraChannel[];
  rowIndex: number;
  rowPx: number;
  isNew: boolean;
  isChosen: boolean;
  isAt: boolean;
  isFocusable: boolean;
  focusColumn: string | null;
  onOpen: (exposure: ExposureSummary) => void;
  onChoose: (choice: Choice) => void;
  onCopy: (exposures: readonly ExposureSummary[]) => void;
}

const cellShape = "block flex-none truncate border-b border-line px-2.5";

/** A box of its own for each row: the browser lays out and paints again only the row that changed. */
export const rowShape = "relative z-0 flex w-full contain-[size_layout_style]";

/** Said in words, since rows and cells are not laid out as a table's. */
export const rowRole = { role: "row" } as const;
const cellRole = { role: "gridcell" } as const;
const rowHeaderRole = { role: "rowheader" } as const;

/** @returns how a column's cells are aligned. */
export function alignment({ type }: Pick<NightColumn, "type">): string {
  return type === "number" ? "text-right font-mono" : type === "time" ? "font-mono" : "text-left";
}

export const NightRow = memo(function NightRow(props: NightRowProps) {
  const { exposure, columns, widths, pinnedPx, leftPx, firstColumn, channels, rowIndex, rowPx } = props;
  const { isNew, isChosen, isAt, isFocusable, focusColumn, onOpen, onChoose, onCopy } = props;
  const isPointed = useIsPointed(exposure.exposureId);
  const ground = isChosen ? "bg-chosen" : isPointed || isAt ? "bg-raised" : "bg-page";

  function onClick(event: MouseEvent): void {
    const seq = exposure.seqNum;
    if (event.shiftKey) {
      event.preventDefault();
      window.getSelection()?.removeAllRanges();
      onChoose({ kind: "reach", seq });
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      onChoose({ kind: "toggle", seq });
      return;
    }
    if (event.target instanceof Element && event.target.closest("a, button")) return;
    if (window.getSelection()?.toString()) return;
    onOpen(exposure);
  }
  return (
    <tr
      {...rowRole}
      data-exposure-id={exposure.exposureId}
      data-seq={exposure.seqNum}
      data-state={exposure.state}
      aria-rowindex={rowIndex}
      aria-selected={isChosen}
      tabIndex={isFocusable ? 0 : -1}
      style={{ height: rowPx, lineHeight: `${rowPx - 1}px` }}
      className={`group ${rowShape} cursor-pointer outline-offset-[-2px] hover:bg-raised ${ground} ${isNew ? "slides-in" : ""}`}
      onPointerEnter={() => pointAt(exposure.exposureId)}
      onPointerLeave={() => pointAt(null)}
      onClick={onClick}
    >
      <th
        {...rowHeaderRole}
        scope="row"
        aria-colindex={1}
        style={{ width: pinnedPx }}
        className={`sticky left-0 z-[2] block flex-none border-r border-b border-line pr-2 pl-3 font-normal group-hover:bg-raised ${ground}`}
      >
        <span className="flex items-center justify-end gap-1.5">
          <span aria-hidden="true" className="mr-auto w-3 text-accent">
            {isChosen ? "✓" : ""}
          </span>
          <Link
            href={exposureHref(exposure)}
            prefetch={false}
            tabIndex={-1}
            className="font-mono font-semibold text-bright hover:text-accent"
          >
            {exposure.seqNum}
          </Link>
          <button
            type="button"
            tabIndex={-1}
            aria-label={`Copy the dataId of ${exposure.seqNum}`}
            data-tip="Copy the dataId (d)"
            className="grid size-6 place-items-center rounded text-quiet hover:bg-raised hover:text-text"
            onClick={() => onCopy([exposure])}
          >
            <svg aria-hidden="true" width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="currentColor">
              <path d="M4.5 4.5h6v6h-6zM2.5 8.5h-1v-7h7v1" />
            </svg>
          </button>
        </span>
      </th>
      <td aria-hidden="true" className="block flex-none border-b border-line p-0" style={{ width: leftPx }} />
      {columns.map((column, index) => {
        const { content, tip } = column.key === "channels" ? squaresCell : cellOf(column, exposure);
        return (
          <td
            {...cellRole}
            key={column.key}
            style={{ width: widths[index] }}
            data-col={column.key}
            aria-colindex={firstColumn + index + 2}
            tabIndex={column.key === focusColumn ? 0 : -1}
            data-tip={tip}
            className={`${cellShape} ${alignment(column)} outline-offset-[-2px]`}
          >
            {column.key === "channels" ? <ChannelSquares exposure={exposure} channels={channels} /> : content}
          </td>
        );
      })}
      <td aria-hidden="true" className="block flex-1 border-b border-line p-0" />
    </tr>
  );
});

const squaresCell = { content: null, tip: undefined };
