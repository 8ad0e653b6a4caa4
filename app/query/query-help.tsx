/** The help of the filter, behind its button; loaded when it is asked for. */
"use client";
import dynamic from "next/dynamic";
import { Popover } from "#app/chrome/popover.tsx";
import type { QueryWordsProps } from "./query-words.tsx";

const QueryWords = dynamic(() => import("./query-words.tsx").then((file) => file.QueryWords), { ssr: false });

export function QueryHelp({ columns, onTake }: Omit<QueryWordsProps, "close">) {
  return (
    <Popover name="How to write a filter" label="?" buttonClass="control min-h-8 w-8 justify-center px-0 text-small">
      {(close) => <QueryWords columns={columns} onTake={onTake} close={close} />}
    </Popover>
  );
}
