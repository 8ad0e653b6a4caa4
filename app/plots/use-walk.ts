/** Walking through the exposures of a plot by keys: pointing, holding, selecting, opening. */
import { type KeyboardEvent, useRef } from "react";
import { holdPointed, pointAt, pointedNow } from "#app/night/pointed.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { Selection } from "./use-selection.ts";

type Stop = Pick<ExposureSummary, "exposureId" | "seqNum">;

/**
 * @param stopsNow tells the exposures in the order of the plot's axis; asked only when a key is pressed.
 * @returns the keys of an element that has the focus: arrows walk, with Shift they select, Space holds, Enter opens.
 */
export function useWalk<S extends Stop>(
  stopsNow: () => readonly S[],
  selection: Selection,
  onOpen: (stop: S) => void,
): (event: KeyboardEvent) => void {
  const anchor = useRef<number | null>(null);
  /** Where the last step led: a pointer that rests on the page must not break a selection off. */
  const cursor = useRef<number | null>(null);
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = stopsNow();
    const { exposureId, isHeld } = pointedNow();
    const isExtending = event.shiftKey && anchor.current !== null;
    const from = isExtending ? cursor.current : (exposureId ?? cursor.current);
    const at = stops.findIndex((stop) => stop.exposureId === from);
    const stepTo = (to: number): void => {
      const next = Math.max(0, Math.min(stops.length - 1, to));
      const stop = stops[next];
      if (!stop) return;
      cursor.current = stop.exposureId;
      if (isHeld) holdPointed(stop.exposureId);
      else pointAt(stop.exposureId);
      if (!event.shiftKey) {
        anchor.current = null;
        return;
      }
      anchor.current ??= at < 0 ? next : at;
      const [first, end] = [Math.min(anchor.current, next), Math.max(anchor.current, next)];
      selection.select(
        stops.slice(first, end + 1).map(({ seqNum }) => seqNum),
        false,
      );
    };
    const last = stops.length - 1;
    const keys = new Map<string, () => void>([
      ["ArrowRight", () => stepTo(at < 0 ? 0 : at + 1)],
      ["ArrowLeft", () => stepTo(at < 0 ? last : at - 1)],
      ["PageDown", () => stepTo(at + 10)],
      ["PageUp", () => stepTo(at - 10)],
      ["Home", () => stepTo(0)],
      ["End", () => stepTo(last)],
      [" ", () => holdPointed(isHeld ? null : from)],
    ]);
    const stop = stops[at];
    if (stop) keys.set("Enter", () => onOpen(stop));
    const act = keys.get(event.key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}
