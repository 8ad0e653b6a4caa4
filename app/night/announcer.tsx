/** Tells screen readers politely of each exposure once its result is there. */
"use client";
import { useEffect, useRef, useState } from "react";
import { formatNumber } from "#app/format/number.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { metricOf } from "#contracts/metrics.ts";

export function Announcer({ latest, fwhm }: { latest: ExposureSummary | null; fwhm: string }) {
  const [text, setText] = useState("");
  const said = useRef<string | null>(null);
  const key = latest ? `${latest.exposureId} ${latest.state}` : null;
  useEffect(() => {
    if (!latest || key === null || key === said.current) return;
    const isFirst = said.current === null;
    said.current = key;
    if (isFirst || latest.state === "partial") return;
    const value = latest.metrics[fwhm];
    const fwhmWords = typeof value === "number" ? `, FWHM ${formatNumber(value, 2)} ${metricOf(fwhm)?.unit ?? ""}` : "";
    setText(
      `Exposure ${latest.seqNum} ${latest.state}${latest.header?.band ? `, band ${latest.header.band}` : ""}${fwhmWords}`,
    );
  }, [latest, key, fwhm]);
  return (
    <p aria-live="polite" className="sr-only">
      {text}
    </p>
  );
}
