/** The help of a page, behind `?`; what it says is loaded when it is opened. */
"use client";
import { useRef, useState } from "react";
import { later } from "#app/state/later.tsx";
import type { KeyedPage } from "./key-help.ts";
import { useKeys } from "./use-keys.ts";

const HelpContent = later(() => import("./help-content.tsx").then((file) => file.HelpContent));

export function Help({ page }: { page?: KeyedPage }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [wasOpened, setWasOpened] = useState(false);
  const open = (): void => {
    setWasOpened(true);
    dialog.current?.showModal();
  };
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
        {wasOpened && <HelpContent {...(page && { page })} />}
        <form method="dialog" className="mt-6 text-right">
          <button type="submit" className="control">
            Close
          </button>
        </form>
      </dialog>
    </>
  );
}
