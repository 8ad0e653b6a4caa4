/** Sends one control action, with the token of this tab, and tells what came of it. */
import { type Problem, problem } from "#contracts/api.ts";
import { tokenHeaders } from "./control-token.ts";

/** @returns null when it was made, or why it was not. */
export async function sendChange(method: "PUT" | "POST", path: string, body: object): Promise<Problem | null> {
  const headers = { "content-type": "application/json", ...tokenHeaders() };
  try {
    const response = await fetch(path, { method, headers, body: JSON.stringify(body) });
    if (response.ok) return null;
    const told = problem.safeParse(await response.json().catch(() => null));
    if (told.success) return told.data;
    return { type: "about:blank", title: "Not changed", status: response.status, detail: response.statusText };
  } catch {
    const detail = "No answer came, so it may or may not have been made; the page shows what holds.";
    return { type: "about:blank", title: "No answer from the server", status: 0, detail };
  }
}
