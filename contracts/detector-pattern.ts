/** Focal-plane patterns: which detectors of a camera are analysed, written as a short text that people can say. Pure. */
import type { Camera, CameraDetector } from "./camera.ts";

type PatternCamera = Pick<Camera, "name" | "detectors" | "patterns">;

/** The pattern that holds where nobody chose one. */
export const everyDetector = "all";

/**
 * Chooses detectors by a text of parts between commas. A part is
 * `all` · a pattern of the camera's data, for example `raft-checkerboard-even` · a purpose (`science`, `wavefront`,
 * `guider`) · a name where `*` stands for anything and `?` for one letter · or any of these behind `!`, which takes out.
 * Between `|` stand texts that take turns from exposure to exposure: `a|b` alternates, `a|a|b|b` alternates by twos.
 * @param seqNum decides whose turn it is.
 * @returns the detectors in the camera's order.
 * @throws RangeError for a part that chooses no detector, and where nothing is left.
 */
export function detectorsOf(camera: PatternCamera, pattern: string, seqNum = 0): CameraDetector[] {
  const turns = pattern.split("|").map((turn) => chooseOnce(camera, turn));
  return turns[seqNum % turns.length] ?? [];
}

/** @returns what is wrong with a pattern, in a sentence; null when it can be used. */
export function patternProblem(camera: PatternCamera, pattern: string): string | null {
  try {
    detectorsOf(camera, pattern);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** @returns the words that name a set of detectors of this camera, for people to choose from. */
export function patternNames(camera: PatternCamera): string[] {
  const purposes = new Set(camera.detectors.map(({ purpose }) => purpose));
  return [everyDetector, ...Object.keys(camera.patterns), ...(purposes.size > 1 ? purposes : [])];
}

function chooseOnce(camera: PatternCamera, text: string): CameraDetector[] {
  const parts = text.split(",").map((part) => part.trim());
  const taken = new Set<CameraDetector>();
  // A text of exceptions alone takes them out of everything.
  if (parts.every((part) => part.startsWith("!"))) for (const detector of camera.detectors) taken.add(detector);
  for (const part of parts) {
    const isException = part.startsWith("!");
    for (const detector of chosenBy(camera, isException ? part.slice(1).trim() : part)) {
      if (isException) taken.delete(detector);
      else taken.add(detector);
    }
  }
  if (taken.size === 0) throw new RangeError(`"${text.trim()}" leaves no detector of ${camera.name}`);
  return camera.detectors.filter((detector) => taken.has(detector));
}

function chosenBy(camera: PatternCamera, part: string): CameraDetector[] {
  const { detectors, patterns } = camera;
  if (part === everyDetector) return detectors;
  const named = Object.hasOwn(patterns, part) ? patterns[part] : undefined;
  const expressions = (named ?? [part]).map(globExpression);
  const found = detectors.filter(
    ({ name, purpose }) =>
      expressions.some((expression) => expression.test(name)) || (named === undefined && purpose === part),
  );
  if (found.length > 0) return found;
  const words = patternNames(camera).join(", ");
  const example = detectors[0]?.name ?? "main";
  throw new RangeError(
    `"${part}" chooses no detector of ${camera.name}; it knows ${words}, names like ${example}, and ${example.slice(0, 3)}*`,
  );
}

function globExpression(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}
