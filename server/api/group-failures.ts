/** Groups failures that look alike, so that one cause is one line. Pure. */
import type { FailureGroup } from "#contracts/worker.ts";
import type { FailureEntry } from "#io/redis/worker-store.ts";

const mostExamples = 20;

/** @param failures newest first. @returns groups, the most frequent first. */
export function groupFailures(failures: readonly FailureEntry[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const { code, message, camera, exposureId, detector, atMs } of failures) {
    const signature = `${code} ${signatureOf(message)}`;
    const group = groups.get(signature) ?? { code, message, count: 0, lastAtMs: atMs, examples: [] };
    group.count += 1;
    group.lastAtMs = Math.max(group.lastAtMs, atMs);
    if (group.examples.length < mostExamples) group.examples.push({ camera, exposureId, detector });
    groups.set(signature, group);
  }
  return [...groups.values()].sort((left, right) => right.count - left.count);
}

/** Messages of one cause differ in names and numbers. */
function signatureOf(message: string): string {
  return message.replace(/\b(?:file|s3):\/\/\S+/g, "<uri>").replace(/\d+/g, "<n>");
}
