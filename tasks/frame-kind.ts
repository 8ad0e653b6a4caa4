/** What a frame was taken for decides what there is to measure in it. */

/** `sky` has stars to measure; the others are calibrations. */
export type FrameKind = "bias" | "dark" | "flat" | "sky";

const kinds: readonly (readonly [FrameKind, RegExp])[] = [
  ["bias", /\b(bias|zero)\b/],
  ["dark", /\bdark\b/],
  ["flat", /flat\b/],
];

/** @returns the kind that the header's image type means; what is unknown or silent is treated as sky. */
export function frameKindOf(imageType: string | null | undefined): FrameKind {
  const words = imageType?.toLowerCase() ?? "";
  return kinds.find(([, form]) => form.test(words))?.[0] ?? "sky";
}
