/** In place of an exposure that is not known: the nearest ones of its night. */
"use client";
import Link from "next/link";
import { formatDayObs } from "#app/format/day-obs.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";

export interface UnknownExposureProps {
  camera: string;
  dayObs: number;
  seqNum: number;
  /** Of the night; null while it could not be read. */
  exposures: readonly ExposureSummary[] | null;
}

export function UnknownExposure({ camera, dayObs, seqNum, exposures }: UnknownExposureProps) {
  const known = exposures ?? [];
  const nearest = [...known].sort((a, b) => Math.abs(a.seqNum - seqNum) - Math.abs(b.seqNum - seqNum)).slice(0, 8);
  const [last, first] = [known[0]?.seqNum, known.at(-1)?.seqNum];
  return (
    <section data-testid="not-found" className="panel m-4 max-w-3xl p-6">
      <h1 className="text-2xl text-bright">
        {camera} has no exposure {seqNum} on {formatDayObs(dayObs)}
      </h1>
      <p className="mt-2 text-quiet">
        If it is still to come, this page shows it when it does.{" "}
        {known.length === 0
          ? "That night has no exposures."
          : `That night has ${known.length}, from ${first} to ${last}; the nearest:`}
      </p>
      <ul className="mt-3 flex flex-wrap gap-2">
        {nearest
          .sort((a, b) => a.seqNum - b.seqNum)
          .map((exposure) => (
            <li key={exposure.exposureId}>
              <Link href={`/${camera}/${dayObs}/${exposure.seqNum}`} prefetch={false} className="control">
                #{exposure.seqNum}
              </Link>
            </li>
          ))}
        <li>
          <Link href={`/${camera}`} prefetch={false} className="control">
            latest night
          </Link>
        </li>
      </ul>
    </section>
  );
}
