/** Bytes for people: three digits at most. */

/** @returns `512 B`, `12.3 kB`, `4.5 MB`; a kB is 1,000 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  if (bytes < 999_500) return `${(bytes / 1000).toFixed(bytes < 99_950 ? 1 : 0)} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 99_950_000 ? 1 : 0)} MB`;
}
