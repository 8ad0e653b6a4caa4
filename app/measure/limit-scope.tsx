/** The limits of the camera that a page is about, for every number on it. */
"use client";
import { createContext, type ReactNode, useCallback, useContext, useMemo } from "react";
import type { CameraView } from "#contracts/api.ts";
import { type Judgement, judge, type Limited, limitContext, type MetricLimit } from "#contracts/limits.ts";
import { limitsOf } from "#contracts/metrics.ts";

/** @returns every limit of a metric that may hold for a camera. */
export type LimitBook = (metric: string) => readonly MetricLimit[];

/** @returns the limits of a camera by metric, each list made once; those of the registry alone for no camera. */
export function limitBook(camera: Pick<CameraView, "name" | "limits"> | null): LimitBook {
  const made = new Map<string, readonly MetricLimit[]>();
  return (metric) => {
    const known = made.get(metric) ?? limitsOf(metric, camera ?? { name: "", limits: [] });
    made.set(metric, known);
    return known;
  };
}

interface Scope {
  book: LimitBook;
  of: Limited | null;
}

const scope = createContext<Scope>({ book: limitBook(null), of: null });

export interface LimitScopeProps {
  camera: CameraView | null;
  /** The exposure that the page is about; none on a page of many. */
  of?: Limited | null;
  children: ReactNode;
}

/** Puts the limits of a camera, and of an exposure if there is one, below all that is drawn inside. */
export function LimitScope({ camera, of = null, children }: LimitScopeProps) {
  const book = useMemo(() => limitBook(camera), [camera]);
  const value = useMemo(() => ({ book, of }), [book, of]);
  return <scope.Provider value={value}>{children}</scope.Provider>;
}

/** @returns the limits of this page's camera. */
export function useLimits(): LimitBook {
  return useContext(scope).book;
}

export type Judge = (metric: string, value: number | null | undefined, of?: Limited) => Judgement;

/** @returns a function that judges a value of an exposure (the page's where none is named) by the camera's limits. */
export function useJudge(): Judge {
  const { book, of: ofPage } = useContext(scope);
  return useCallback<Judge>(
    (metric, value, of) => {
      const whose = of ?? ofPage;
      return judge(whose === null ? [] : book(metric), limitContext(whose), value);
    },
    [book, ofPage],
  );
}
