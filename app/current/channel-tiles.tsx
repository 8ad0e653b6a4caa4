/** Chosen channels of other programs, each in a frame of its own size whether something came or not. */
"use client";
import { ChannelFile } from "#app/channels/channel-file.tsx";
import { ChannelSquare } from "#app/channels/channel-square.tsx";
import { formatAge } from "#app/format/duration.ts";
import { useNow } from "#app/live/ticker.ts";
import { useResource } from "#app/live/use-resource.ts";
import type { CameraChannel } from "#contracts/channel.ts";
import { channelItemUrl, nightChannelsAnswer } from "#contracts/contributed.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { type WallChannel, wallChannels } from "./wall-channels.ts";

export interface ChannelTilesProps {
  camera: string;
  dayObs: number;
  asked: readonly string[];
  known: readonly CameraChannel[];
  exposures: readonly ExposureSummary[];
}

const nightEveryMs = 30_000;

export function ChannelTiles({ camera, dayObs, asked, known, exposures }: ChannelTilesProps) {
  const path = `/api/cameras/${camera}/nights/${dayObs}/channels`;
  const { value } = useResource(nightChannelsAnswer, asked.length === 0 ? null : path, nightEveryMs);
  if (asked.length === 0) return null;
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,420px),1fr))] gap-3">
      {wallChannels(asked, known, exposures, value?.items ?? []).map((channel) => (
        <ChannelTile key={channel.name} of={{ camera, dayObs }} channel={channel} />
      ))}
    </div>
  );
}

function ChannelTile({ of, channel }: { of: { camera: string; dayObs: number }; channel: WallChannel }) {
  const nowMs = useNow();
  const { name, title, color, newest, behind } = channel;
  return (
    <section aria-label={title} className="panel flex min-w-0 flex-col gap-2 p-3" data-channel={name}>
      <h2 className="flex min-w-0 items-baseline gap-2 text-base font-normal whitespace-nowrap">
        <ChannelSquare color={color} />
        <span className="truncate text-bright">{title}</span>
        <span className="ml-auto text-small text-quiet">
          {newest && (
            <>
              {newest.seqNum === null ? "the night" : `#${newest.seqNum}`}
              {behind > 0 && <span className="text-warn"> ▲ {behind} behind</span>} ·{" "}
              {formatAge(nowMs === null ? null : nowMs - newest.item.cameAtMs)} ago
            </>
          )}
        </span>
      </h2>
      <div className="grid aspect-[4/3] min-h-0 overflow-auto">
        {newest ? (
          <ChannelShown of={{ ...of, seqNum: newest.seqNum }} item={newest.item} title={title} />
        ) : (
          <p className="place-self-center text-quiet">○ nothing in this channel this night</p>
        )}
      </div>
    </section>
  );
}

type ShownProps = Parameters<typeof ChannelFile>[0];

/** Pictures and movies fill the frame; a text is read as it is elsewhere. */
function ChannelShown({ of, item, title }: ShownProps) {
  const url = channelItemUrl(of, item);
  const name = `${title} of ${of.seqNum === null ? `the night ${of.dayObs}` : `exposure ${of.seqNum}`}`;
  const shape = "picture h-full min-h-0 w-full bg-black object-contain";
  if (item.mediaType.startsWith("image/")) {
    // biome-ignore lint/performance/noImgElement: another program's picture is shown as it is
    return <img src={url} alt={name} className={shape} />;
  }
  if (item.mediaType.startsWith("video/")) {
    return <video src={url} aria-label={name} controls autoPlay loop muted playsInline className={shape} />;
  }
  return <ChannelFile of={of} item={item} title={title} />;
}
