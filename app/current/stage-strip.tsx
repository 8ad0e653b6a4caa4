/** How far the newest exposures have come, one line for each; the lines stay where they are while numbers change. */
"use client";
import Link from "next/link";
import { BandMark } from "#app/bands/band-mark.tsx";
import { useNow } from "#app/live/ticker.ts";
import { exposureHref } from "#app/night/exposure-facts.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { type Stage, stagesOf } from "./stages.ts";

const looks: Record<Stage["state"], { sign: string; color: string; word: string }> = {
  past: { sign: "●", color: "text-ok", word: "done" },
  now: { sign: "◐", color: "text-note", word: "under way" },
  ahead: { sign: "○", color: "text-none", word: "to come" },
  trouble: { sign: "▲", color: "text-warn", word: "trouble" },
};

export function StageStrip({ exposures, lines }: { exposures: readonly ExposureSummary[]; lines: number }) {
  const nowMs = useNow();
  return (
    <section aria-label="Exposures in progress" className="panel min-w-0 px-4 py-2" data-testid="stages">
      <ol className="grid">
        {exposures.slice(0, lines).map((exposure, index) => (
          <li
            key={exposure.exposureId}
            data-exposure-id={exposure.exposureId}
            className={`grid min-h-11 grid-cols-[6.5ch_repeat(3,minmax(0,1fr))] items-center gap-x-3 max-phone:gap-x-2 ${index > 0 ? "border-t border-line max-phone:hidden" : ""}`}
          >
            <Link href={exposureHref(exposure)} prefetch={false} className="text-base text-bright hover:text-accent">
              <span className="text-quiet">#</span>
              {exposure.seqNum}{" "}
              <span className="text-small">{exposure.header?.band && <BandMark band={exposure.header.band} />}</span>
            </Link>
            {stagesOf(exposure, nowMs ?? exposure.updatedAtMs).map((stage) => (
              <StageCell key={stage.name} stage={stage} exposure={exposure} />
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

function StageCell({ stage, exposure }: { stage: Stage; exposure: ExposureSummary }) {
  const { sign, color, word } = looks[stage.state];
  const part = exposure.expected === 0 ? 0 : (exposure.done + exposure.failed) / exposure.expected;
  return (
    <span className="min-w-0" data-stage={stage.name} data-state={stage.state}>
      <span className="flex min-w-0 items-baseline gap-2 whitespace-nowrap max-phone:gap-1">
        <span className={color}>
          <span aria-hidden="true">{sign}</span>
          <span className="sr-only">{word}:</span>
        </span>
        <span
          className={`truncate text-base max-phone:text-small ${stage.state === "ahead" ? "text-quiet" : "text-bright"}`}
        >
          {stage.words}
        </span>
        <span className="truncate text-small text-quiet max-tablet:hidden">{stage.detail}</span>
      </span>
      <span aria-hidden="true" className="mt-1 block h-1 overflow-hidden rounded bg-raised">
        <span
          className={`block h-full bg-current ${color}`}
          style={{ width: `${(stage.state === "ahead" ? 0 : stage.name === "analysed" ? part : 1) * 100}%` }}
        />
      </span>
    </span>
  );
}
