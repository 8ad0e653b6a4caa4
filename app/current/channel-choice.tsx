/** Chooses which channels of other programs a wall shows. */
"use client";
import { ChannelSquare } from "#app/channels/channel-square.tsx";
import { Popover } from "#app/chrome/popover.tsx";
import type { CameraChannel } from "#contracts/channel.ts";

export interface ChannelChoiceProps {
  channels: readonly CameraChannel[];
  chosen: readonly string[];
  onChoose: (names: readonly string[]) => void;
}

export function ChannelChoice({ channels, chosen, onChoose }: ChannelChoiceProps) {
  if (channels.length === 0) return null;
  return (
    <Popover name="Channels of other programs" label={<>Channels{chosen.length > 0 && ` ${chosen.length}`} ▾</>}>
      {() => (
        <ul className="grid max-h-[60vh] min-w-60 gap-1 overflow-auto">
          {channels.map(({ name, title, color }) => (
            <li key={name}>
              <label className="flex items-center gap-2 rounded px-2 py-1.5 hover:bg-raised">
                <input
                  type="checkbox"
                  checked={chosen.includes(name)}
                  onChange={({ target }) =>
                    onChoose(target.checked ? [...chosen, name] : chosen.filter((each) => each !== name))
                  }
                />
                <ChannelSquare color={color} /> {title}
              </label>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
