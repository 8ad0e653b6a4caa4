/** What a page that reads again and again says of its reading: not yet, not at all, or not any more. */
"use client";
import type { ReactNode } from "react";
import { formatAge } from "#app/format/duration.ts";
import { useNow } from "#app/live/ticker.ts";
import type { Resource } from "#app/live/use-resource.ts";
import { ProblemNote } from "./problem-note.tsx";

export interface Reading {
  resource: Pick<Resource<unknown>, "value" | "problem">;
  /** Since the last answer; null before the first. */
  ageMs: number | null;
  /** Several readings in a row failed, so what is shown may no longer be true. */
  isStale: boolean;
}

/** So many readings in a row must fail before a page calls itself stale. */
const readingsMissed = 3;

/** @param everyMs how often the resource is read. */
export function useReading(resource: Resource<unknown>, everyMs: number): Reading {
  const nowMs = useNow();
  const { problem, readAtMs } = resource;
  const ageMs = readAtMs === null || nowMs === null ? null : Math.max(0, Date.now() - readAtMs);
  return { resource, ageMs, isStale: problem !== null && ageMs !== null && ageMs > readingsMissed * everyMs };
}

export interface ReadingStateProps extends Reading {
  /** What is read, as a screen reader says it while the page waits: "Reading the alarms". */
  what: string;
  /** What stands in the place of the page until it is there; of its size, so that nothing jumps. */
  children?: ReactNode;
}

export function ReadingState({ resource, ageMs, isStale, what, children }: ReadingStateProps) {
  const { value, problem } = resource;
  if (value === null) {
    if (problem !== null) return <ProblemNote problem={problem} />;
    return (
      <div role="status" aria-label={what} data-testid="loading">
        {children ?? <div className="panel h-40" />}
      </div>
    );
  }
  if (!isStale || problem === null) return null;
  return (
    <p role="alert" className="panel hatched px-4 py-2">
      <strong className="text-warn">▲ Stale for {formatAge(ageMs)}</strong> {problem.title}: {problem.detail}
    </p>
  );
}
