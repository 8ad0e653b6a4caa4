/** The picture of one detector; without one it says why. */
import { reasonFirst } from "#app/format/reason-first.ts";
import { whyNoDetectorValue } from "#app/measure/missing-reason.ts";
import { detectorStates } from "#app/state/exposure-states.ts";
import { StateMark } from "#app/state/state-mark.tsx";
import type { DetectorRecord } from "#contracts/exposure.ts";

/** The reason of a failure stands below the picture, so it is not told here too. */
function whyNoPicture(record: DetectorRecord | null): string {
  if (record === null) return "no detector has come yet";
  if (record.state === "done") return "no picture was kept";
  if (record.state === "failed") return "no picture: this detector failed";
  return whyNoDetectorValue(record, "preview");
}

export function DetectorPicture({ record, seqNum }: { record: DetectorRecord | null; seqNum: number }) {
  const picture = record?.artifacts.find(({ mediaType }) => mediaType.startsWith("image/"));
  return (
    <figure className="m-0 min-w-0">
      <div className="flex aspect-square max-h-[min(64vh,720px)] w-full items-center justify-center overflow-hidden rounded border border-line bg-black">
        {record && picture ? (
          // biome-ignore lint/performance/noImgElement: a preview is small already and kept by the browser for good
          <img
            src={`/api/objects/${picture.key}`}
            width={picture.widthPx}
            height={picture.heightPx}
            alt={`${picture.name} of detector ${record.detector}, exposure ${seqNum}`}
            className="picture h-full w-full object-contain"
          />
        ) : (
          <p className="max-w-sm min-w-0 p-6 wrap-anywhere text-center text-[#8592a6] in-data-[theme=red]:text-quiet">
            {whyNoPicture(record)}
          </p>
        )}
      </div>
      {record && (
        <figcaption className="mt-2 flex flex-wrap items-baseline gap-x-4 text-small">
          <strong className="text-body text-bright">{record.detector}</strong>
          <StateMark look={detectorStates[record.state]} />
          {record.widthPx !== null && (
            <span className="text-quiet">
              {record.widthPx} × {record.heightPx} px
              {picture ? `, shown as ${picture.widthPx} × ${picture.heightPx}` : ""}
            </span>
          )}
          {record.kind !== "raw" && <span className="text-quiet">{record.kind}</span>}
          {record.error && (
            <span className="w-full wrap-anywhere text-error">
              ■ {record.error.code}: {reasonFirst(record.error.message)}
            </span>
          )}
          {record.warnings.map((warning) => (
            <span key={warning} className="w-full wrap-anywhere text-warn">
              ▲ {warning}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}
