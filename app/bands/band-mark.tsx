/** A band as symbol and letter in its colour. */
import { bandLook, symbolOutline } from "./band-look.ts";

export function BandMark({ band, size = 12 }: { band: string | null | undefined; size?: number }) {
  const look = bandLook(band);
  if (!band)
    return (
      <span className="text-quiet" data-tip="The header names no band">
        –
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <svg aria-hidden="true" width={size} height={size} viewBox="-6.5 -6.5 13 13" fill={look.color}>
        <path d={symbolOutline(look.symbol, 0, 0, 1)} />
      </svg>
      {look.name}
    </span>
  );
}
