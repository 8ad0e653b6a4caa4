/** A channel's coloured square; in the red theme and for people who do not see colours its name says the same. */
export function ChannelSquare({ color, size = 14 }: { color: string; size?: number }) {
  return (
    <span
      aria-hidden="true"
      className="channel-square inline-block shrink-0 rounded-[3px] border border-strong-line"
      style={{ width: size, height: size, backgroundColor: color }}
    />
  );
}
