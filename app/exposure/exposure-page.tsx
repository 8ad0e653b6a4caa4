/** An exposure: picture, facts, numbers, every detector, and where the time went; read again when it changes. */
"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useMemo } from "react";
import { ForeignExposure } from "#app/channels/foreign-exposure.tsx";
import { CameraSwitch } from "#app/chrome/camera-switch.tsx";
import { ProblemNote } from "#app/chrome/problem-note.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
import { UnknownCamera } from "#app/chrome/unknown-camera.tsx";
import { useKeys } from "#app/chrome/use-keys.ts";
import { Comparison } from "#app/compare/comparison.tsx";
import { useComparison } from "#app/compare/use-comparison.ts";
import { formatDayObs } from "#app/format/day-obs.ts";
import { useExposure, useNeighboursAhead } from "#app/live/use-exposure.ts";
import { useNight } from "#app/live/use-night.ts";
import { useResource } from "#app/live/use-resource.ts";
import { LimitScope } from "#app/measure/limit-scope.tsx";
import { nightHref } from "#app/night/last-view.ts";
import { useUrlState } from "#app/state/use-url-state.ts";
import { announce, useNote } from "#app/table/announce.ts";
import { copyText } from "#app/table/copy-text.ts";
import { camerasAnswer } from "#contracts/api.ts";
import { exposureIdOf } from "#contracts/identity.ts";
import { dataIdText } from "#contracts/night-table/data-id.ts";
import { ExposureBody } from "./exposure-body.tsx";
import { ExposureSkeleton } from "./exposure-skeleton.tsx";
import { UnknownExposure } from "./unknown-exposure.tsx";

export interface ExposurePageProps {
  camera: string;
  dayObs: number;
  seqNum: number;
}

function toProvenance(): void {
  const card = document.getElementById("provenance");
  card?.scrollIntoView({ block: "start" });
  card?.focus();
}

export function ExposurePage({ camera: name, dayObs, seqNum }: ExposurePageProps) {
  const router = useRouter();
  const url = useUrlState();
  const follows = url.get("follow") !== null;
  const cameras = useResource(camerasAnswer, "/api/cameras");
  const camera = cameras.value?.cameras.find((each) => each.name === name) ?? null;
  const night = useNight(name, dayObs);
  const inNight = useMemo(
    () => night.exposures?.find((each) => each.seqNum === seqNum) ?? null,
    [night.exposures, seqNum],
  );
  const exposureId = inNight?.exposureId ?? exposureIdOf(dayObs, seqNum);
  const detail = useExposure(name, exposureId, inNight?.revision ?? null, 500, url.get("run") ?? undefined);
  const { value, problem, reload } = detail;
  const compared = useComparison(name, { dayObs, seqNum, previousSeqNum: value?.previousSeqNum ?? null }, night, url);

  const cameInMs = inNight?.updatedAtMs ?? null;
  useEffect(() => {
    if (cameInMs !== null && value === null) reload();
  }, [cameInMs, value, reload]);

  const latestSeq = night.exposures?.[0]?.seqNum ?? null;
  const neighbour = useMemo(() => {
    const seqs = night.exposures?.map((each) => each.seqNum) ?? [];
    return {
      previous: seqs.find((each) => each < seqNum) ?? value?.previousSeqNum ?? null,
      next: seqs.findLast((each) => each > seqNum) ?? value?.nextSeqNum ?? null,
    };
  }, [night.exposures, seqNum, value]);
  useNeighboursAhead(
    name,
    [neighbour.previous, neighbour.next].map((seq) => (seq === null ? null : exposureIdOf(dayObs, seq))),
    value !== null,
  );
  const href = (seq: number): string => `/${name}/${dayObs}/${seq}`;
  useEffect(() => {
    if (follows && latestSeq !== null && latestSeq !== seqNum)
      router.replace(`/${name}/${dayObs}/${latestSeq}${window.location.search}`);
  }, [follows, latestSeq, seqNum, router, name, dayObs]);

  const goTo = (seq: number | null): void => {
    if (seq !== null) router.push(href(seq) + window.location.search.replace(/[?&]follow=1/, ""));
  };
  const copyDataId = async (): Promise<void> => {
    const isCopied = await copyText(dataIdText([{ camera: name, dayObs, seqNum }]));
    announce(isCopied ? `DataId for ${seqNum} copied` : "The browser does not let copy");
  };
  const toPrevious = ({ shiftKey }: KeyboardEvent): void =>
    shiftKey ? compared.step("previous") : goTo(neighbour.previous);
  const toNext = ({ shiftKey }: KeyboardEvent): void => (shiftKey ? compared.step("next") : goTo(neighbour.next));
  const toNight = (): void => router.push(nightHref(name, dayObs, seqNum));
  const toggleFollow = (): void => url.set({ follow: follows ? null : "1" });
  useKeys({
    ArrowLeft: toPrevious,
    ArrowRight: toNext,
    f: toggleFollow,
    c: compared.toggle,
    d: () => void copyDataId(),
    p: toProvenance,
    x: compared.swap,
    Escape: compared.text === null ? toNight : () => compared.choose(null),
  });
  const isUnknown = cameras.value !== null && camera === null;
  return (
    <>
      <TopBar timeZone={camera?.timeZone ?? null} help="exposure">
        <CameraSwitch camera={name} cameras={cameras.value?.cameras ?? null} />
        <nav aria-label="Exposures" className="flex items-center gap-1">
          <Link href={`/${name}/${dayObs}`} prefetch={false} className="control" data-tip="Back to the night (Esc)">
            {formatDayObs(dayObs)}
          </Link>
          <Step to={neighbour.previous === null ? null : href(neighbour.previous)} word="previous" sign="◂" />
          <strong className="px-1 text-lg text-bright">#{seqNum}</strong>
          <Step to={neighbour.next === null ? null : href(neighbour.next)} word="next" sign="▸" />
          <button
            type="button"
            className="control max-phone:hidden"
            aria-pressed={follows}
            data-tip="Show each new exposure as it comes (f)"
            onClick={toggleFollow}
          >
            follow
          </button>
          <button
            type="button"
            className="control"
            aria-pressed={compared.text !== null}
            data-tip="Compare with the previous exposure of the band, or any other (c)"
            onClick={compared.toggle}
          >
            compare
          </button>
        </nav>
      </TopBar>
      <main>
        <CopyNote />
        {isUnknown ? (
          <UnknownCamera name={name} cameras={cameras.value?.cameras ?? []} lookAgain={cameras.reload} />
        ) : value && compared.text !== null ? (
          <LimitScope camera={camera} of={value}>
            <Comparison own={value} compared={compared} camera={camera} night={night} url={url} />
          </LimitScope>
        ) : value && value.expected === 0 ? (
          <ForeignExposure exposure={value} camera={camera} url={url} />
        ) : value ? (
          <LimitScope camera={camera} of={value}>
            <ExposureBody exposure={value} camera={camera} url={url} />
          </LimitScope>
        ) : problem?.status === 404 ? (
          <UnknownExposure camera={name} dayObs={dayObs} seqNum={seqNum} exposures={night.exposures} />
        ) : problem ? (
          <ProblemNote problem={problem} />
        ) : (
          <ExposureSkeleton />
        )}
      </main>
    </>
  );
}

/** What was just done, for a moment. */
function CopyNote() {
  const note = useNote();
  return (
    <p
      role="status"
      data-testid="copied"
      className={`fixed right-4 bottom-4 z-30 rounded-panel bg-raised px-3 py-2 text-small text-ok ${note === "" ? "sr-only" : ""}`}
    >
      {note}
    </p>
  );
}

function Step({ to, word, sign }: { to: string | null; word: string; sign: string }) {
  const shape = "control w-8 justify-center px-0";
  if (to === null) {
    return (
      <span role="img" aria-label={`no ${word} exposure`} className={`${shape} opacity-40`}>
        {sign}
      </span>
    );
  }
  return (
    <Link
      href={to}
      prefetch={false}
      aria-label={`${word} exposure`}
      data-tip={`${word} exposure (${word === "next" ? "→" : "←"})`}
      className={shape}
    >
      {sign}
    </Link>
  );
}
