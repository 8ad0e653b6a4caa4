/** Takes in what other programs add: texts go to the object store, files stay where they are, values to their exposure. */
import { createHash } from "node:crypto";
import type { ChannelItem } from "#contracts/contributed.ts";
import { type Contribution, mediaTypeOf } from "#contracts/contribution.ts";
import type { ObjectStore } from "#io/ports.ts";
import type { Addition, ContributionStore } from "#io/redis/contribution-store.ts";

export interface ContributionParts {
  contributions: ContributionStore;
  objects: ObjectStore;
  nowMs: () => number;
}

/** Resolves when all of them are kept. Taking the same one twice changes nothing. */
export async function takeContributions(given: readonly Contribution[], parts: ContributionParts): Promise<void> {
  const additions: Addition[] = [];
  for (const { camera, dayObs, seqNum, producer, file, values = {} } of given) {
    const of = { camera, dayObs, seqNum };
    let item: Addition["item"] = null;
    if (file?.text !== undefined) {
      item = await keepBytes(of, { ...file, producer, bytes: Buffer.from(file.text, "utf8") }, parts);
    } else if (file?.uri !== undefined) {
      const { channel, name, uri, stamp } = file;
      item = { channel, file: name, mediaType: typeOf(name), producer, place: { uri }, stamp, cameAtMs: parts.nowMs() };
    }
    additions.push({ ...of, item, values });
  }
  await parts.contributions.add(additions);
}

/** Keeps the bytes themselves, under a key that their content names. @returns the item that shows them. */
export async function keepBytes(
  of: { camera: string; dayObs: number; seqNum: number | null },
  file: { channel: string; name: string; producer: string; bytes: Uint8Array },
  { objects, nowMs }: Pick<ContributionParts, "objects" | "nowMs">,
): Promise<NonNullable<Addition["item"]>> {
  const { channel, name, producer, bytes } = file;
  const mediaType = typeOf(name);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const ending = name.toLowerCase().split(".").at(-1);
  const key = `channels/${of.camera}/${of.dayObs}/${of.seqNum ?? "night"}/${channel}/${sha256.slice(0, 24)}.${ending}`;
  await objects.put(key, bytes, mediaType);
  return { channel, file: name, mediaType, producer, place: { key }, stamp: sha256, cameAtMs: nowMs() };
}

/** Names were checked at the door. */
function typeOf(name: string): ChannelItem["mediaType"] {
  const mediaType = mediaTypeOf(name);
  if (mediaType === null) throw new Error(`Pages cannot show a file like "${name}".`);
  return mediaType;
}
