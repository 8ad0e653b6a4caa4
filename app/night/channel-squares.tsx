/** What an exposure has to show, as coloured squares in fixed places; an empty place is an outline. */
import Link from "next/link";
import type { CameraChannel } from "#contracts/channel.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { exposureHref } from "./exposure-facts.ts";

const shape = "inline-block size-[14px] shrink-0 rounded-[2px]";

export function ChannelSquares({
  exposure,
  channels,
}: {
  exposure: ExposureSummary;
  channels: readonly CameraChannel[];
}) {
  return (
    <span className="flex h-full items-center gap-[3px]" data-testid="channels">
      {channels.map(({ name, title, color }) =>
        exposure.channels.some((each) => each.name === name) ? (
          <Link
            key={name}
            href={exposureHref(exposure, `?channel=${encodeURIComponent(name)}`)}
            prefetch={false}
            tabIndex={-1}
            aria-label={`${title} of ${exposure.seqNum}`}
            data-tip={title}
            data-channel={name}
            className={`picture ${shape}`}
            style={{ background: color }}
          />
        ) : (
          <span key={name} data-tip={`no ${title}`} className={`${shape} border border-line`}>
            <span className="sr-only">no {title}</span>
          </span>
        ),
      )}
    </span>
  );
}

/** The first letters of the channels above their squares. */
export function ChannelLetters({ channels }: { channels: readonly CameraChannel[] }) {
  return (
    <span className="flex items-center gap-[3px] font-mono text-[10px] leading-4 text-quiet" aria-hidden="true">
      {channels.map(({ name, title }) => (
        <span key={name} className="w-[14px] text-center" data-tip={title}>
          {title.slice(0, 1)}
        </span>
      ))}
    </span>
  );
}
