/** Whether the page follows the night or stands still, and how far it is behind. */
"use client";
import { countOf } from "#app/format/number.ts";

export interface FollowBarProps {
  isHeld: boolean;
  behind: number;
  /** Stops the page, or lets it go on at the newest exposure. */
  onToggle: () => void;
}

export function FollowBar({ isHeld, behind, onToggle }: FollowBarProps) {
  return (
    <span className="flex items-center gap-3" data-testid="follow" data-held={isHeld} data-behind={behind}>
      <button
        type="button"
        className="control w-32 justify-center"
        aria-pressed={isHeld}
        data-tip="Space or p stops the page, and lets it go on"
        onClick={onToggle}
      >
        <span aria-hidden="true">{isHeld ? "▶" : "❚❚"}</span> {isHeld ? "Go on" : "Pause"}
      </button>
      <span role="status" className="min-w-[17ch] text-base whitespace-nowrap">
        {!isHeld ? (
          <span className="text-ok">
            <span aria-hidden="true">●</span> following
          </span>
        ) : (
          <strong className="text-warn">
            <span aria-hidden="true">❚❚</span> paused, {behind === 0 ? "nothing new" : `${behind} behind`}
            <span className="sr-only">, {countOf(behind, "newer exposure")}</span>
          </strong>
        )}
      </span>
    </span>
  );
}
