/** Takes secrets out of a text that people are shown: passwords, tokens and keys, in JSON, in settings and in addresses. */

const named = "opaqueData|(?:[a-z0-9]+[_-])*(?:password|passwd|secret|token|(?:api|access)[_-]?key)(?:[_-](?:id|key))?";
const patterns: readonly (readonly [RegExp, string])[] = [
  // A field of JSON; its end may be cut off.
  [new RegExp(`("(?:${named}|authorization)"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, "gi"), '$1"…"'],
  [/(\bauthorization\s*[:=]\s*)(?:\w+\s+)?\S+/gi, "$1…"],
  [/(\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi, "$1…"],
  // A setting, or a word in an address: NAME=value, name: value, ?name=value.
  [new RegExp(`((?<![\\w])(?:${named})\\s*[=:]\\s*)(?!")[^\\s&;,]+`, "gi"), "$1…"],
  [/(X-Amz-(?:Credential|Signature|Security-Token)=)[^\s&]+/gi, "$1…"],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, "$1…@"],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, "…"],
];

/** A part of whatever one of the patterns finds: most texts have none of it, and are asked for no more. */
const sign = /opaqueData|passw|secret|token|key|authorization|bearer|basic|x-amz-|:\/\/[^\s/@]+@|AKIA|ASIA/i;

/** @returns the text with `…` in the place of each secret. */
export function withoutSecrets(text: string): string {
  if (!sign.test(text)) return text;
  return patterns.reduce((left, [pattern, instead]) => left.replace(pattern, instead), text);
}
