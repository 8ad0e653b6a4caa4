/** Puts detectors in an order that does not depend on which came first: from the middle of the focal plane outwards. Pure. */
import type { Camera } from "#contracts/camera.ts";

/** @returns the keys of what is known by detector, nearest to the middle first; those that the camera does not know come last, by name. */
export function fromMiddle(byDetector: ReadonlyMap<string, unknown>, camera: Camera): string[] {
  const order = orders.get(camera) ?? orderOf(camera);
  orders.set(camera, order);
  const known = [...order].filter((name) => byDetector.has(name));
  if (known.length === byDetector.size) return known;
  return [...known, ...[...byDetector.keys()].filter((name) => !order.has(name)).sort()];
}

const orders = new WeakMap<Camera, ReadonlySet<string>>();

function orderOf({ detectors }: Camera): ReadonlySet<string> {
  const xs = detectors.map(({ x }) => x);
  const ys = detectors.map(({ y }) => y);
  const middleX = (Math.min(...xs) + Math.max(...xs)) / 2;
  const middleY = (Math.min(...ys) + Math.max(...ys)) / 2;
  const distance = ({ x, y }: Camera["detectors"][number]): number => Math.hypot(x - middleX, y - middleY);
  const sorted = [...detectors].sort(
    (left, right) => distance(left) - distance(right) || (left.name < right.name ? -1 : 1),
  );
  return new Set(sorted.map(({ name }) => name));
}
