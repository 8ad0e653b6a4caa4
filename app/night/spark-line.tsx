/** A line of recent values without axes; its newest point is marked. */

export function SparkLine({ values }: { values: readonly number[] }) {
  const [width, height] = [120, 24];
  const [min, max] = [Math.min(...values), Math.max(...values)];
  if (values.length < 2) return <svg aria-hidden="true" className="h-6 w-full" viewBox={`0 0 ${width} ${height}`} />;
  const place = (value: number, at: number): [number, number] => [
    3 + (at * (width - 6)) / (values.length - 1),
    max === min ? height / 2 : height - 3 - ((value - min) / (max - min)) * (height - 6),
  ];
  const points = values.map((value, at) =>
    place(value, at)
      .map((part) => part.toFixed(1))
      .join(" "),
  );
  const [x, y] = place(values.at(-1) ?? 0, values.length - 1);
  return (
    <svg aria-hidden="true" className="h-6 w-full" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none">
      <path
        d={`M${points.join("L")}`}
        fill="none"
        stroke="var(--quiet)"
        strokeWidth="1.2"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={`M${x} ${y}h.01`}
        stroke="var(--bright)"
        strokeWidth="5"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
