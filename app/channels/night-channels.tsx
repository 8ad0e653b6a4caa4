/** What other programs added to the whole night, folded away until somebody asks. */
"use client";
import { memo } from "react";
import { useResource } from "#app/live/use-resource.ts";
import { later } from "#app/state/later.tsx";
import { useIdle } from "#app/state/use-idle.ts";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { CameraChannel } from "#contracts/channel.ts";
import { nightChannelsAnswer } from "#contracts/contributed.ts";
import { shownChannels } from "./channel-look.ts";
import { ChannelSquare } from "./channel-square.tsx";

const ChannelSection = later(() => import("./channel-section.tsx").then((file) => file.ChannelSection));

export interface NightChannelsProps {
  camera: string;
  dayObs: number;
  known: readonly CameraChannel[];
  url: UrlState;
}

export const NightChannels = memo(function NightChannels({ camera, dayObs, known, url }: NightChannelsProps) {
  // The table is read first.
  const canRead = useIdle();
  const path = `/api/cameras/${camera}/nights/${dayObs}/channels`;
  const { value } = useResource(nightChannelsAnswer, canRead ? path : null);
  if (value === null || value.items.length === 0) return null;
  const isOpen = url.get("night") === "channels";
  return (
    <div className="grid gap-3 px-4 pb-3">
      <button
        type="button"
        className="control justify-self-start"
        aria-expanded={isOpen}
        onClick={() => url.set({ night: isOpen ? null : "channels", channel: null })}
      >
        {shownChannels(known, value.items).map(({ name, color }) => (
          <ChannelSquare key={name} color={color} />
        ))}
        The whole night: movies and reports
      </button>
      {isOpen && (
        <ChannelSection
          of={{ camera, dayObs, seqNum: null }}
          known={known}
          contributed={{ items: value.items, values: {} }}
          url={url}
        />
      )}
    </div>
  );
});
