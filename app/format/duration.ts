/** Spans of time: clocks for ages, seconds for latencies, milliseconds for steps. */
import { missing } from "./number.ts";

/** @returns an age as `0:21`, `12:05`, `3:04:10`, or `2 d 4 h` beyond two days. Negative ages are shown as `0:00`. */
export function formatAge(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return missing;
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const days = Math.floor(seconds / 86_400);
  if (days >= 2) return `${days} d ${Math.floor((seconds % 86_400) / 3600)} h`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** @returns a span in the unit that needs no counting of zeros: `0.4 ms`, `38 ms`, `7.9 s`, `2:05`. */
export function formatSpan(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return missing;
  if (ms < 0) return `−${formatSpan(-ms)}`;
  if (ms < 9.95) return `${ms.toFixed(ms === 0 ? 0 : 1)} ms`;
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 99_950) return `${(ms / 1000).toFixed(1)} s`;
  return formatAge(ms);
}

/** @returns a span in words for sentences and screen readers: "21 seconds", "4 minutes", "3 hours". */
export function spanInWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [count, noun]: [number, string] =
    seconds < 90
      ? [seconds, "second"]
      : seconds < 5400
        ? [Math.round(seconds / 60), "minute"]
        : seconds < 172_800
          ? [Math.round(seconds / 3600), "hour"]
          : [Math.round(seconds / 86_400), "day"];
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
