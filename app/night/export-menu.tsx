/** Takes away exactly what the table shows; what it offers is loaded when it is opened. */
"use client";
import { Popover } from "#app/chrome/popover.tsx";
import { later } from "#app/state/later.tsx";
import type { ExportListProps } from "./export-list.tsx";

const ExportList = later(() => import("./export-list.tsx").then((file) => file.ExportList));

export function ExportMenu(props: Omit<ExportListProps, "close">) {
  return (
    <Popover
      name="Export what is shown"
      buttonClass="control min-h-8 text-small"
      label={
        <>
          Export{" "}
          <span aria-hidden="true" className="text-quiet">
            ▾
          </span>
        </>
      }
    >
      {(close) => <ExportList {...props} close={close} />}
    </Popover>
  );
}
