/** Sends a change of the configuration, and says what became of it; asks for a token only where one is needed. */
import { useState } from "react";
import { keepToken } from "#app/control/control-token.ts";
import { sendChange } from "#app/control/send-change.ts";
import type { Problem } from "#contracts/api.ts";

export interface Change {
  /** While a change is on its way. */
  readonly isBusy: boolean;
  /** What was wrong with the last one. */
  readonly problem: Problem | null;
  readonly needsToken: boolean;
  /** Remembers a token for this tab. */
  readonly setToken: (token: string) => void;
  readonly send: (what: "reload" | "rollback", body: object) => Promise<void>;
}

/** @param onDone called after each change that was made. */
export function useChange(onDone: () => void): Change {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Problem | null>(null);
  async function send(what: "reload" | "rollback", body: object): Promise<void> {
    setBusy(true);
    setTrouble(await sendChange("POST", `/api/configuration/${what}`, body));
    setBusy(false);
    onDone();
  }
  return {
    isBusy,
    problem: trouble,
    needsToken: trouble?.status === 401 || trouble?.status === 403,
    setToken: keepToken,
    send,
  };
}
