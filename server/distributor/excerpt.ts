/** The start of a record for an operator's eyes, with secrets taken out. */
import { withoutSecrets } from "#contracts/without-secrets.ts";

const longest = 600;

/** @returns readable text, or hexadecimal where the bytes are no text. */
export function excerptOf(value: Uint8Array | null): string {
  if (value === null) return "";
  const start = value.subarray(0, longest * 4);
  const text = new TextDecoder().decode(start);
  if (!isText(text.slice(0, longest))) return Buffer.from(start.subarray(0, longest / 2)).toString("hex");
  return withoutSecrets(text).slice(0, longest);
}

/** Text has no replacement characters, and no control characters but white space. */
function isText(text: string): boolean {
  return !text.includes("\ufffd") && !/(?!\s)\p{Cc}/u.test(text);
}
