/** Chooses the exposure to compare with: a neighbour, one of the same band, or any by its number and night. */
"use client";
import { useId, useState } from "react";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { OtherExposure } from "./compare-address.ts";
import { neighboursOf } from "./neighbours.ts";
import { parseOther } from "./parse-other.ts";

export interface ComparePickerProps {
  own: OtherExposure;
  /** Of the night, newest first; null while it is read. */
  exposures: readonly ExposureSummary[] | null;
  other: OtherExposure | null;
  onChoose: (other: OtherExposure | null) => void;
}

export function ComparePicker({ own, exposures, other, onChoose }: ComparePickerProps) {
  const inputId = useId();
  const [text, setText] = useState("");
  const [isRefused, setRefused] = useState(false);
  const { previous, next, previousOfBand, nextOfBand } = neighboursOf(exposures ?? [], own.seqNum);
  const band = exposures?.find(({ seqNum }) => seqNum === own.seqNum)?.header?.band;
  const offers: [string, ExposureSummary | null][] = [
    [`previous in ${band}`, previousOfBand],
    [`next in ${band}`, nextOfBand],
    ["previous", previous === previousOfBand ? null : previous],
    ["next", next === nextOfBand ? null : next],
  ];
  const choose = (exposure: OtherExposure): void => onChoose({ dayObs: exposure.dayObs, seqNum: exposure.seqNum });
  return (
    <div className="flex flex-wrap items-center gap-2 text-small" data-testid="compare-picker">
      {offers.map(([word, exposure]) =>
        exposure === null ? null : (
          <button
            key={word}
            type="button"
            className="control min-h-7"
            aria-pressed={other?.seqNum === exposure.seqNum && other.dayObs === exposure.dayObs}
            onClick={() => choose(exposure)}
          >
            {word} <span className="text-quiet">#{exposure.seqNum}</span>
          </button>
        ),
      )}
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const parsed = parseOther(text, own.dayObs);
          setRefused(parsed === null);
          if (parsed) choose(parsed);
        }}
      >
        <label htmlFor={inputId} className="text-quiet">
          number, or night and number
        </label>
        <input
          id={inputId}
          className="control min-h-7 w-52 font-mono"
          placeholder={`412 or ${own.dayObs}.412`}
          value={text}
          aria-invalid={isRefused}
          aria-describedby={isRefused ? `${inputId}-problem` : undefined}
          onChange={(event) => {
            setText(event.target.value);
            setRefused(false);
          }}
        />
        <button type="submit" className="control min-h-7">
          compare
        </button>
        {isRefused && (
          <span id={`${inputId}-problem`} role="alert" className="text-warn">
            ▲ “{text}” names no exposure; write 412, {own.dayObs}.412 or an exposure id.
          </span>
        )}
      </form>
    </div>
  );
}
