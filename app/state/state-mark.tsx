/** A state as icon, word and colour. */
import type { StateLook } from "./exposure-states.ts";

export function StateMark({ look, className = "" }: { look: StateLook; className?: string }) {
  return (
    <span className={`whitespace-nowrap ${look.color} ${className}`} data-tip={look.means}>
      <span aria-hidden="true">{look.icon}</span> {look.word}
    </span>
  );
}
