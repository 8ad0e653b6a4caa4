/** Sends a change of the configuration, and says what became of it; asks for a token only where one is needed. */
import { useState } from "react";
import { type Problem, problem } from "#contracts/api.ts";

const tokenKey = "firstlook-token";

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
    setTrouble(await post(`/api/configuration/${what}`, body));
    setBusy(false);
    onDone();
  }
  return {
    isBusy,
    problem: trouble,
    needsToken: trouble?.status === 401 || trouble?.status === 403,
    setToken: (token) => sessionStorage.setItem(tokenKey, token),
    send,
  };
}

/** @returns what went wrong, or null. */
async function post(path: string, body: object): Promise<Problem | null> {
  const token = sessionStorage.getItem(tokenKey);
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  try {
    const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    if (response.ok) return null;
    const told = problem.safeParse(await response.json().catch(() => null));
    if (told.success) return told.data;
    return { type: "about:blank", title: "Not changed", status: response.status, detail: response.statusText };
  } catch {
    const detail = "The request did not reach the server. Nothing is known to have changed; look again.";
    return { type: "about:blank", title: "No answer from the server", status: 0, detail };
  }
}
