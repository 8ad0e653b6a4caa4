/** The foot of every page: what it has cost the connection. */
"use client";
import { useSearchParams } from "next/navigation";
import { useRef } from "react";
import { formatBytes } from "#app/format/byte-count.ts";
import { bytesUsed } from "#app/live/bytes-used.ts";
import { useNow } from "#app/live/ticker.ts";

const recentMs = 60_000;

/** @returns the bytes of the last minute at most, from a reading each second. */
function useRecentBytes(nowMs: number | null, bytes: number): number {
  const readings = useRef<{ atMs: number; bytes: number }[]>([]);
  if (nowMs !== null && readings.current.at(-1)?.atMs !== nowMs) {
    readings.current = [...readings.current.filter(({ atMs }) => nowMs - atMs <= recentMs), { atMs: nowMs, bytes }];
  }
  return bytes - (readings.current[0]?.bytes ?? bytes);
}

export function Footer() {
  const nowMs = useNow();
  const isHeaderless = useSearchParams().get("headerless") === "true";
  const bytes = nowMs === null ? 0 : bytesUsed();
  const recent = useRecentBytes(nowMs, bytes);
  if (isHeaderless) return null;
  return (
    <footer className="px-4 py-3 text-small text-quiet" data-testid="footer">
      <span
        data-tip="What this page has sent and received since it was opened; what the browser had kept costs nothing"
        data-bytes={bytes}
      >
        {formatBytes(bytes)} used by this page
      </span>
      {", "}
      {formatBytes(recent)} in the last minute
    </footer>
  );
}
