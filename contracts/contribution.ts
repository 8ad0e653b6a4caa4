/** The event by which another program adds something to an exposure or a night. */
import { z } from "zod";
import {
  channelName,
  fileName,
  foreignTable,
  producerName,
  type ShownMediaType,
  shownMediaTypes,
} from "./contributed.ts";
import { cameraName, dayObs, seqNum } from "./identity.ts";

/** The event by which a program adds something. `seqNum` null is the whole night. */
export const contribution = z.object({
  type: z.literal("contribution"),
  v: z.literal(1),
  camera: cameraName,
  dayObs,
  seqNum: seqNum.nullable(),
  producer: producerName,
  /** A file that can be read at `uri`, or a short text itself. */
  file: z
    .object({
      channel: channelName,
      name: fileName.refine((name) => mediaTypeOf(name) !== null, "is not a file that pages can show"),
      uri: z.string().max(2048).optional(),
      text: z.string().max(65_536).optional(),
      stamp: z.string().max(200).nullable().default(null),
    })
    .refine(({ uri, text }) => (uri === undefined) !== (text === undefined), "needs either uri or text")
    // A name that can be shown must not stand for a file that was never meant to be.
    .refine(
      ({ name, uri }) => uri === undefined || mediaTypeOf(uri) === mediaTypeOf(name),
      "uri and name end differently",
    )
    .optional(),
  values: foreignTable.optional(),
});
export type Contribution = z.infer<typeof contribution>;
/** A contribution as its sender writes it, before defaults. */
export type ContributionInput = z.input<typeof contribution>;

export const contributionsAnswer = z.object({ taken: z.number().int() });

/** @returns the media type of a file's name, or null when pages cannot show such files. */
export function mediaTypeOf(file: string): ShownMediaType | null {
  const ending = file.toLowerCase().split(".").at(-1) ?? "";
  return Object.hasOwn(shownMediaTypes, ending) ? shownMediaTypes[ending as keyof typeof shownMediaTypes] : null;
}
