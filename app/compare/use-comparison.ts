/** The comparison that an exposure's address asks for, and what can be done with it. */
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import type { Night } from "#app/live/use-night.ts";
import type { Resource } from "#app/live/use-resource.ts";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { ExposureDetail } from "#contracts/exposure.ts";
import { type OtherExposure, otherWord } from "./compare-address.ts";
import { neighboursOf } from "./neighbours.ts";
import { parseOther } from "./parse-other.ts";
import { useOther } from "./use-other.ts";

export interface ComparisonState {
  /** `with` of the address; null where nothing is compared. */
  text: string | null;
  /** What it names; null where it names no exposure. */
  other: OtherExposure | null;
  detail: Resource<ExposureDetail>;
  choose: (other: OtherExposure | null) => void;
  /** Changes sides, once the other is there. */
  swap: () => void;
  /** Begins with the nearest earlier one of the same band, or ends. */
  toggle: () => void;
  /** Goes to the exposure before or after the other in its night. */
  step: (towards: "previous" | "next") => void;
}

/** @param previousSeqNum of the exposure, for as long as its night is not read. */
export function useComparison(
  camera: string,
  own: OtherExposure & { previousSeqNum: number | null },
  night: Night,
  url: UrlState,
): ComparisonState {
  const router = useRouter();
  const text = url.get("with");
  const other = useMemo(() => (text === null ? null : parseOther(text, own.dayObs)), [text, own.dayObs]);
  const detail = useOther(camera, other, night);
  const { value } = detail;
  const choose = (chosen: OtherExposure | null): void => url.set({ with: chosen && otherWord(chosen) });
  return {
    text,
    other,
    detail,
    choose,
    swap: () => {
      if (other === null || value === null) return;
      const words = new URLSearchParams(window.location.search);
      words.set("with", otherWord(own));
      router.push(`/${camera}/${other.dayObs}/${other.seqNum}?${words}`);
    },
    toggle: () => {
      const { previousOfBand, previous, next } = neighboursOf(night.exposures ?? [], own.seqNum);
      const before = own.previousSeqNum === null ? null : { dayObs: own.dayObs, seqNum: own.previousSeqNum };
      const nearest = text === null ? (previousOfBand ?? previous ?? next ?? before) : null;
      if (text !== null || nearest !== null) choose(nearest);
    },
    step: (towards) => {
      const seqNum = towards === "previous" ? value?.previousSeqNum : value?.nextSeqNum;
      if (other !== null && typeof seqNum === "number") choose({ dayObs: other.dayObs, seqNum });
    },
  };
}
