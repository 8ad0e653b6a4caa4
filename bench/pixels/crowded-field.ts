/** A crowded field, the same every time: round stars of many brightnesses on a noisy sky. */
import { seededNormal, seededUniform } from "../../fixtures/seeded-noise.ts";

const sky = 1000;
const noise = 10;
const sigmaPx = 1.5;
const reachPx = 8;

/** @returns `side` × `side` pixels with `stars` stars at random places; fluxes follow a power law. */
export function crowdedField(side: number, stars: number, seed = 1): Float32Array {
  const normal = seededNormal(seed);
  const uniform = seededUniform(seed + 1);
  const data = new Float32Array(side * side);
  for (let i = 0; i < data.length; i += 1) data[i] = sky + noise * normal();
  for (let star = 0; star < stars; star += 1) {
    const [x, y] = [side * uniform(), side * uniform()];
    const peak = Math.min(40_000, 12 * noise * (1 - uniform()) ** -0.8);
    for (let v = Math.max(0, Math.ceil(y - reachPx)); v <= Math.min(side - 1, y + reachPx); v += 1) {
      for (let u = Math.max(0, Math.ceil(x - reachPx)); u <= Math.min(side - 1, x + reachPx); u += 1) {
        const square = (u - x) ** 2 + (v - y) ** 2;
        const at = v * side + u;
        data[at] = (data[at] as number) + peak * Math.exp(-square / (2 * sigmaPx * sigmaPx));
      }
    }
  }
  return data;
}
