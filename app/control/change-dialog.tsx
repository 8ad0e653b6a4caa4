/** Asks once more before something changes for everybody: what will be, since when it holds, and why it is done. */
"use client";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { sendChange } from "#app/control/send-change.ts";
import type { Problem } from "#contracts/api.ts";

/** A change that waits for its reason. */
export interface WantedChange {
  method: "PUT" | "POST";
  path: string;
  /** All but the reason; with the version that was decided on, where there is one. */
  body: object;
  title: string;
  /** What it means, in a sentence or two. */
  means: ReactNode;
}

export interface ChangeDialogProps {
  change: WantedChange;
  onEnd: () => void;
}

const shortestReason = 3;

export function ChangeDialog({ change, onEnd }: ChangeDialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const reasonId = useId();
  const [reason, setReason] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Problem | null>(null);
  useEffect(() => box.current?.showModal(), []);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const found = await sendChange(change.method, change.path, { ...change.body, reason: reason.trim() });
    setBusy(false);
    setTrouble(found);
    if (found === null) onEnd();
  };
  return (
    <dialog
      ref={box}
      aria-label={change.title}
      onClose={onEnd}
      className="m-auto w-[min(34rem,calc(100vw-2rem))] rounded-panel border border-strong-line bg-panel text-text whitespace-normal backdrop:bg-black/60"
    >
      <form onSubmit={(event) => void submit(event)} className="grid grid-cols-[minmax(0,1fr)] gap-3 p-5">
        <h2 className="text-lg wrap-anywhere text-bright">{change.title}</h2>
        <p>{change.means}</p>
        <label className="label" htmlFor={reasonId}>
          Reason, for the log
        </label>
        <input
          id={reasonId}
          className="control w-full"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
        {trouble && (
          <p role="alert" className="text-error">
            ■ {trouble.title}: {trouble.detail}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <button type="button" className="control" onClick={onEnd}>
            Leave it as it is
          </button>
          <button
            type="submit"
            className="control max-w-full border-accent wrap-anywhere whitespace-normal text-bright"
            disabled={isBusy || reason.trim().length < shortestReason}
          >
            {change.title}
          </button>
        </div>
      </form>
    </dialog>
  );
}
