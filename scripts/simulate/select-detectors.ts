/** Chooses detectors of a camera by a pattern: `all`, names, or names with `*` and `?`, separated by commas. */
import type { Camera, CameraDetector } from "#contracts/camera.ts";

/**
 * @param pattern for example `all`, `R22_S11,R22_S00` or `R22_*`.
 * @returns the detectors in the camera's order.
 * @throws RangeError for a part that chooses no detector.
 */
export function selectDetectors(camera: Camera, pattern: string): CameraDetector[] {
  if (pattern.trim() === "all") return camera.detectors;
  const parts = pattern.split(",").map((part) => part.trim());
  const expressions = parts.map((part) => {
    const expression = globExpression(part);
    if (!camera.detectors.some(({ name }) => expression.test(name))) {
      const example = camera.detectors[0]?.name ?? "main";
      throw new RangeError(
        `--detectors: "${part}" chooses no detector of ${camera.name}; give all, names like ${example}, or a pattern like ${example.slice(0, 3)}*`,
      );
    }
    return expression;
  });
  return camera.detectors.filter(({ name }) => expressions.some((expression) => expression.test(name)));
}

function globExpression(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}
