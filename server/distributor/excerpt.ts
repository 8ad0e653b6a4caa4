/** The start of a record for an operator's eyes, with secrets taken out. */

const longest = 600;
/** `opaqueData` of S3 notifications is a shared secret or names one. */
const secretField = /("(?:opaqueData|password|secret|token|authorization)"\s*:\s*)"(?:[^"\\]|\\.)*"?/gi;

/** @returns readable text, or hexadecimal where the bytes are no text. */
export function excerptOf(value: Uint8Array | null): string {
  if (value === null) return "";
  const start = value.subarray(0, longest * 4);
  const text = new TextDecoder().decode(start);
  const isText = !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text.slice(0, longest));
  if (!isText) return Buffer.from(start.subarray(0, longest / 2)).toString("hex");
  return text.replace(secretField, '$1"…"').slice(0, longest);
}
