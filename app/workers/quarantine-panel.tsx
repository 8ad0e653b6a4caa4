/** Images that are set aside because they harm workers: which, why, since when, and their release by operators. */
"use client";
import Link from "next/link";
import { useState } from "react";
import { ChangeDialog, type WantedChange } from "#app/control/change-dialog.tsx";
import { useActor } from "#app/control/use-actor.ts";
import { utcInstant } from "#app/format/clock.ts";
import { formatAge } from "#app/format/duration.ts";
import { countOf } from "#app/format/number.ts";
import { reasonFirst } from "#app/format/reason-first.ts";
import { useResource } from "#app/live/use-resource.ts";
import { type Quarantined, quarantineAnswer } from "#contracts/quarantine.ts";
import { exposureIdHref } from "./exposure-id-href.ts";

const readEveryMs = 5_000;

export function QuarantinePanel({ atMs }: { atMs: number }) {
  const { value, problem, reload } = useResource(quarantineAnswer, "/api/quarantine", readEveryMs);
  const { mayChange } = useActor();
  const [wanted, setWanted] = useState<WantedChange | null>(null);
  const end = (): void => {
    setWanted(null);
    reload();
  };
  const images = value?.images ?? [];
  return (
    <section aria-label="Quarantine" className="panel min-w-0" data-testid="quarantine">
      <h2 className="flex flex-wrap items-baseline gap-x-3 px-4 pt-3 pb-1 text-bright">
        Quarantine
        <span className="text-small font-normal text-quiet">images that harm whoever works on them</span>
      </h2>
      {value === null && (
        <p className="px-4 pb-4 text-quiet">{problem ? `▲ ${problem.title}: ${problem.detail}` : "Reading …"}</p>
      )}
      {value !== null && images.length === 0 && <p className="px-4 pb-4 text-quiet">None is set aside.</p>}
      <ul>
        {images.map((image) => (
          <SetAside key={image.job.id} image={image} atMs={atMs}>
            {mayChange && (
              <button type="button" className="control" onClick={() => setWanted(releaseOf(image))}>
                Release <span className="sr-only">{nameOf(image)}</span>
              </button>
            )}
          </SetAside>
        ))}
      </ul>
      {images.length > 0 && !mayChange && (
        <p className="px-4 pb-3 text-small text-quiet">
          A release needs the role operator;{" "}
          <Link href="/admin" prefetch={false} className="text-accent underline">
            say who you are
          </Link>
          .
        </p>
      )}
      {wanted && <ChangeDialog change={wanted} onEnd={end} />}
    </section>
  );
}

const nameOf = ({ job }: Quarantined): string => `${job.camera} ${job.exposureId} ${job.detector}`;

function SetAside({ image, atMs, children }: { image: Quarantined; atMs: number; children: React.ReactNode }) {
  const { job, code, message, attempts, worker, atMs: sinceMs } = image;
  return (
    <li data-quarantined={job.id} className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t border-line px-4 py-2">
      <div className="min-w-0 flex-1 basis-60">
        <p>
          <span className="whitespace-nowrap text-error">■ {code}</span>{" "}
          <Link href={exposureIdHref(job, job.detector)} prefetch={false} className="text-accent hover:underline">
            {nameOf(image)}
          </Link>{" "}
          <span className="text-quiet">{job.task}</span>
        </p>
        <p className="wrap-anywhere">{reasonFirst(message)}</p>
        <p className="text-small wrap-anywhere text-quiet">
          {countOf(attempts, "attempt")}, set aside {formatAge(atMs - sinceMs)} ago ({utcInstant(sinceMs).slice(0, 19)}{" "}
          UTC) by {worker}
        </p>
      </div>
      {children}
    </li>
  );
}

function releaseOf(image: Quarantined): WantedChange {
  return {
    method: "POST",
    path: "/api/quarantine/release",
    body: { jobId: image.job.id },
    title: `Release ${nameOf(image)}`,
    means:
      "It is tried again with new attempts, and its failed result gives way. If it still harms workers, it comes back " +
      "here after as many of them.",
  };
}
