/** The help of a page: its keys and its signs, behind `?`. */
"use client";
import { useRef } from "react";
import { StateLegend } from "#app/state/state-legend.tsx";
import { useKeys } from "./use-keys.ts";

/** A key as it is printed, and what it does. */
export type KeyHelp = readonly [keys: string, does: string];

export function Help({ keys }: { keys: readonly KeyHelp[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = (): void => dialog.current?.showModal();
  useKeys({ "?": open });
  return (
    <>
      <button
        type="button"
        className="control w-8 justify-center px-0 max-phone:w-[40px]"
        aria-label="Help and keys"
        data-tip="Help and keys (?)"
        onClick={open}
      >
        ?
      </button>
      <dialog
        ref={dialog}
        aria-label="Help"
        className="m-auto w-[min(560px,92vw)] rounded-panel border border-strong-line bg-panel p-6 text-text backdrop:bg-black/60"
      >
        <h2 className="mb-3 text-lg text-bright">Keys</h2>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
          {[...keys, ["?", "this help"] as const, ["Esc", "close"] as const].map(([key, does]) => (
            <div key={`${key} ${does}`} className="contents">
              <dt>
                <kbd className="rounded border border-strong-line px-2 py-0.5 font-mono text-small">{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <h2 className="mt-6 mb-3 text-lg text-bright">Signs</h2>
        <StateLegend />
        <form method="dialog" className="mt-6 text-right">
          <button type="submit" className="control">
            Close
          </button>
        </form>
      </dialog>
    </>
  );
}
