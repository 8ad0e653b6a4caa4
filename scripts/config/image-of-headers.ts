/** An image event from a file's headers alone, for commands that have no event. */
import type { Camera } from "#contracts/camera.ts";
import { type ImageArrived, imageArrived } from "#contracts/event.ts";
import { dayObsOf, exposureIdOf } from "#contracts/identity.ts";
import { factsOfHeader } from "#contracts/selection.ts";
import { headerFactsOf } from "#workers/pixels/header-facts.ts";
import { type ImageHeaders, imageFactsOf } from "../replay/read-image-facts.ts";

/** Stands for the night of an image that does not say when it was taken. */
const anyDay = 20000101;

/** @returns the event, with the facts of the header; what headers do not say, or say wrongly, is what any image has. */
export function imageOfHeaders(headers: ImageHeaders, camera: Camera): ImageArrived {
  const told = imageFactsOf(headers, camera);
  const dayObs = told.dayObs ?? (told.observedAtMs === null ? anyDay : dayObsOf(told.observedAtMs));
  const facts = factsOfHeader(headers.headers.length > 0 ? headerFactsOf(headers.headers, camera) : null);
  const any = { type: "image-arrived", v: 1, camera: camera.name, uri: `file://${headers.path}`.slice(0, 2048), facts };
  const place = (day: number, seqNum: number) => ({ exposureId: exposureIdOf(day, seqNum), dayObs: day, seqNum });
  const detector = told.detector ?? camera.detectors[0]?.name;
  const parsed = imageArrived.safeParse({ ...any, ...place(dayObs, told.seqNum ?? 1), obsId: told.obsId, detector });
  return parsed.success ? parsed.data : imageArrived.parse({ ...any, ...place(anyDay, 1), detector });
}
