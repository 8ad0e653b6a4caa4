/** SAL `nextVisit`: a visit that is planned. Context only: it may be shown, and no code may wait for it. */
import { type NextVisit, nextVisit } from "#contracts/context-event.ts";
import { utcMsFromTai } from "./utc-from-tai.ts";

/** A planned visit; null is not told. */
export interface PlannedVisit {
  groupId: string;
  /** As the queue names it; empty for some engineering visits, here null. */
  instrument: string | null;
  salIndex: number;
  scriptSalIndex: number;
  /** UTC milliseconds. */
  startsAtMs: number | null;
  durationS: number;
  imageCount: number | null;
  filters: string | null;
  survey: string | null;
  coordinateSystem: number;
  /** In the units of the coordinate system. */
  position: readonly [number, number];
  rotationSystem: number;
  cameraAngleDeg: number;
}

/** @returns the visit, or why it cannot be read. */
export function parseNextVisit(value: unknown): PlannedVisit | { problem: string } {
  const parsed = nextVisit.safeParse(value);
  if (parsed.success) return plannedVisit(parsed.data);
  const issue = parsed.error.issues[0];
  return { problem: `nextVisit with a bad ${issue?.path.join(".")}: ${issue?.message}` };
}

function plannedVisit(event: NextVisit): PlannedVisit {
  return {
    groupId: event.groupId,
    instrument: event.instrument || null,
    salIndex: event.salIndex,
    scriptSalIndex: event.scriptSalIndex,
    startsAtMs: utcMsFromTai(event.startTime, event),
    durationS: event.duration,
    imageCount: event.nimages > 0 ? event.nimages : null,
    filters: event.filters || null,
    survey: event.survey || null,
    coordinateSystem: event.coordinateSystem,
    position: event.position,
    rotationSystem: event.rotationSystem,
    cameraAngleDeg: event.cameraAngle,
  };
}
