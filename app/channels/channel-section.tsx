/** What other programs added to an exposure or a night: one channel at a time, and their values below. */
"use client";
import type { UrlState } from "#app/state/use-url-state.ts";
import type { CameraChannel } from "#contracts/channel.ts";
import type { Contributed } from "#contracts/contributed.ts";
import { ChannelFile } from "./channel-file.tsx";
import { shownChannels } from "./channel-look.ts";
import { ChannelSquare } from "./channel-square.tsx";
import { ForeignValues } from "./foreign-values.tsx";

export interface ChannelSectionProps {
  of: { camera: string; dayObs: number; seqNum: number | null };
  known: readonly CameraChannel[];
  contributed: Contributed;
  url: UrlState;
}

export function ChannelSection({ of, known, contributed, url }: ChannelSectionProps) {
  const channels = shownChannels(known, contributed.items);
  const chosen = channels.find(({ name }) => name === url.get("channel")) ?? channels[0];
  if (channels.length === 0 && Object.keys(contributed.values).length === 0) return null;
  return (
    <section aria-label="Channels of other programs" className="panel grid min-w-0 gap-3 p-4" data-testid="channels">
      <h2 className="text-bright">
        {of.seqNum === null ? "The whole night" : "Channels"}{" "}
        <span className="text-small font-normal text-quiet">from other programs</span>
      </h2>
      {channels.length > 0 && (
        <fieldset aria-label="Channel" className="flex flex-wrap gap-2">
          {channels.map(({ name, title, color, items }) => (
            <button
              key={name}
              type="button"
              className="control"
              aria-pressed={name === chosen?.name}
              onClick={() => url.set({ channel: name === channels[0]?.name ? null : name })}
            >
              <ChannelSquare color={color} />
              {title}
              {items.length > 1 && <span className="text-quiet">{items.length}</span>}
            </button>
          ))}
        </fieldset>
      )}
      {chosen && (
        <div className={chosen.items.length > 1 ? "grid gap-4 desk:grid-cols-2" : "grid gap-4"}>
          {chosen.items.map((item) => (
            <ChannelFile key={item.file} of={of} item={item} title={chosen.title} />
          ))}
        </div>
      )}
      <ForeignValues values={contributed.values} />
    </section>
  );
}
