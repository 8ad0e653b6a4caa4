/** One answer of the API as state: what was last read stays while newer is fetched or cannot be had. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import type { Problem } from "#contracts/api.ts";
import { fetchParsed } from "./fetch-parsed.ts";
import { recentValuesOf } from "./recent.ts";

export interface Resource<T> {
  path: string | null;
  value: T | null;
  /** What was wrong with the last try; null when it went well. */
  problem: Problem | null;
  /** When `value` was read, on the page's clock. */
  readAtMs: number | null;
  reload: () => void;
}

const retryMs = 4_000;
const recent = recentValuesOf<{ schema: unknown; value: unknown }>(12);

/** @returns what was read lately at this path with this very schema. */
function recall<T>(schema: z.ZodType<T>, path: string | null): T | null {
  const kept = path === null ? null : recent.get(path);
  return kept !== null && kept.schema === schema ? (kept.value as T) : null;
}

/** Reads something that will probably be asked for, unless it is there already; what goes wrong is not told. */
export async function readAhead<T>(schema: z.ZodType<T>, path: string, signal: AbortSignal): Promise<void> {
  if (recall(schema, path) !== null) return;
  const answer = await fetchParsed(schema, path, signal);
  if (answer.ok) recent.set(path, { schema, value: answer.value });
}

/**
 * @param path what to read; null reads nothing.
 * @param everyMs reads again so often; without it only after a failure and on `reload`.
 */
export function useResource<T>(schema: z.ZodType<T>, path: string | null, everyMs?: number): Resource<T> {
  type Kept = Omit<Resource<T>, "reload">;
  const [kept, setKept] = useState<Kept>({ path, value: null, problem: null, readAtMs: null });
  const reloadRef = useRef<() => void>(() => {});
  useEffect(() => {
    if (path === null) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let reading = false;
    let again = false;
    async function read(): Promise<void> {
      if (reading) {
        again = true;
        return;
      }
      if (timer !== null) clearTimeout(timer);
      reading = true;
      again = false;
      const answer = await fetchParsed(schema, path ?? "", abort.signal);
      reading = false;
      if (abort.signal.aborted) return;
      if (answer.ok) recent.set(path ?? "", { schema, value: answer.value });
      setKept((before) => {
        const value = before.path === path ? before.value : recall(schema, path);
        const readAtMs = before.path === path ? before.readAtMs : null;
        if (answer.ok) return { path, value: answer.value, problem: null, readAtMs: Date.now() };
        return { path, value, problem: answer.problem, readAtMs };
      });
      const waitMs = again ? 0 : answer.ok ? everyMs : retryMs;
      if (waitMs !== undefined) timer = setTimeout(() => void read(), waitMs);
    }
    reloadRef.current = () => void read();
    void read();
    return () => {
      abort.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [schema, path, everyMs]);
  const reload = useCallback(() => reloadRef.current(), []);
  const fits = kept.path === path && (kept.value !== null || kept.problem !== null);
  const fitting: Kept = fits ? kept : { path, value: recall(schema, path), problem: null, readAtMs: null };
  return { ...fitting, reload };
}
