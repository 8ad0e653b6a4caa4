/** Chooses the table's columns; the list of them is loaded when it is opened. */
"use client";
import { Popover } from "#app/chrome/popover.tsx";
import { later } from "#app/state/later.tsx";
import type { ColumnListProps } from "./column-list.tsx";

const ColumnList = later(() => import("./column-list.tsx").then((file) => file.ColumnList));

export function ColumnChooser(props: ColumnListProps) {
  const { night, chosen } = props;
  return (
    <Popover
      name={`Columns ${chosen.length}/${night.all.length} shown`}
      buttonClass="control min-h-8 text-small"
      label={
        <>
          Columns{" "}
          <span className="text-quiet">
            {chosen.length}/{night.all.length} <span aria-hidden="true">▾</span>
          </span>
        </>
      }
    >
      {() => <ColumnList {...props} />}
    </Popover>
  );
}
