/** The help of the filter, behind its button; loaded when it is asked for. */
"use client";
import { Popover } from "#app/chrome/popover.tsx";
import { later } from "#app/state/later.tsx";
import type { QueryWordsProps } from "./query-words.tsx";

const QueryWords = later(() => import("./query-words.tsx").then((file) => file.QueryWords));

export function QueryHelp({ columns, onTake }: Omit<QueryWordsProps, "close">) {
  return (
    <Popover name="How to write a filter" label="?" buttonClass="control min-h-8 w-8 justify-center px-0 text-small">
      {(close) => <QueryWords columns={columns} onTake={onTake} close={close} />}
    </Popover>
  );
}
