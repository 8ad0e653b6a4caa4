/** Which alarms a camera has, from what was heard of it. Pure. */
import type { Alarm, AlarmKind } from "#contracts/alarm.ts";
import type { Camera } from "#contracts/camera.ts";

export interface CameraSigns {
  camera: Camera;
  /** When an image's event came last; null is never. */
  lastImageAtMs: number | null;
  /** Planned visits that began since then. */
  visitsSinceImage: number;
  lastVisitAtMs: number | null;
  /** Exposures that were read out lately, oldest first. */
  readouts: readonly { seqNum: number; heardAtMs: number; hasImages: boolean }[];
  /** Exposures in a row without each detector, while others of the same exposures came. */
  absences: Readonly<Record<string, number>>;
  /** Images of the last hour that came only because they were looked for. */
  retriggeredLately: number;
}

const visitsBeforeAlarm = 3;
const absencesBeforeAlarm = 3;
const namedAtMost = 5;

/** @param afterMs how long an image may take after its exposure was read out. */
export function judgeAlarms(signs: CameraSigns, afterMs: number, nowMs: number): Alarm[] {
  const raise = (kind: AlarmKind, level: Alarm["level"], message: string): Alarm => ({
    id: `${kind}:${signs.camera.name}`,
    kind,
    level,
    camera: signs.camera.name,
    sinceMs: nowMs,
    message,
  });
  const last =
    signs.lastImageAtMs === null ? "no image ever came" : `the last image came at ${utc(signs.lastImageAtMs)}`;
  const { name } = signs.camera;

  // Exposures behind the last one that any image came of.
  const silentFrom = signs.readouts.findLastIndex(({ hasImages }) => hasImages) + 1;
  const silent = signs.readouts.slice(silentFrom).filter(({ heardAtMs }) => nowMs - heardAtMs > afterMs);
  const [first] = silent;
  const alarms: Alarm[] = [];
  if (first !== undefined) {
    const which =
      silent.length === 1
        ? `exposure #${first.seqNum} was`
        : `${silent.length} exposures (#${first.seqNum} to #${silent.at(-1)?.seqNum}) were`;
    alarms.push(
      raise(
        "images-stopped",
        "error",
        `Images of ${name} stopped: ${which} read out since ${utc(first.heardAtMs)} and no image came; ${last}. ` +
          "Look at the image store, its event topic and the distributors; images that lie in the store are announced again.",
      ),
    );
  } else if (signs.visitsSinceImage >= visitsBeforeAlarm && nowMs - (signs.lastVisitAtMs ?? 0) > afterMs) {
    alarms.push(
      raise(
        "visits-without-images",
        "warn",
        `${signs.visitsSinceImage} visits of ${name} were announced and no image came; ${last}. ` +
          "The telescope may be waiting, or the camera's events do not reach Firstlook.",
      ),
    );
  }
  const away = Object.entries(signs.absences).filter(([, count]) => count >= absencesBeforeAlarm);
  if (away.length > 0) {
    const names = away.map(([detector]) => detector).sort();
    const more = names.length > namedAtMost ? ` and ${names.length - namedAtMost} more` : "";
    const exposures = Math.min(...away.map(([, count]) => count));
    alarms.push(
      raise(
        "detector-silent",
        "warn",
        `${names.slice(0, namedAtMost).join(", ")}${more} of ${name}: no image in the last ${exposures} exposures, ` +
          "while others came. Is it read out, and does its image reach the store?",
      ),
    );
  }
  if (signs.retriggeredLately > 0) {
    alarms.push(
      raise(
        "images-lost",
        "warn",
        `${signs.retriggeredLately} ${signs.retriggeredLately === 1 ? "image" : "images"} of ${name} within an hour lay ` +
          "in the object store without an event that announced them, and came only because they were looked for. " +
          "Events are being lost on their way.",
      ),
    );
  }
  return alarms;
}

function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)} UTC`;
}
