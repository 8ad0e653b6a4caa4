/** The stars' light by radius, and how much of it lies within; the two lines differ by dash, not by colour alone. */
"use client";
import { countOf, formatNumber } from "#app/format/number.ts";
import type { ProfilePlot as Profile } from "#contracts/plots.ts";
import { encircledRadius } from "./encircled-radius.ts";
import { PlotAxes } from "./plot-axes.tsx";
import { type Axis, placeOf, roundTicks } from "./plot-axis.ts";
import { type PlotData, PlotFrame, plotHeight } from "./plot-frame.tsx";

const parts = [0.5, 0.8, 0.9] as const;

export function ProfilePlot({ data }: { data: PlotData<Profile> }) {
  return (
    <PlotFrame
      name="profile"
      title="Light by radius"
      unit="part of 1"
      tip={
        "Solid: median over the stars of the light at a radius, in parts of that within 1 px of the centre.\n" +
        "Dashed: median over the stars of the light within the radius. Its marks are read off this curve; EE50, EE80 and EE90 are medians of each star's own radius."
      }
      data={data}
      inWords={(profile) => `Radial profile of ${countOf(profile.stars, "star")}. ${marksOf(profile)}.`}
      draw={(profile, width) => <Drawing profile={profile} width={width} />}
      note={(profile) => (
        <>
          {marksOf(profile)}
          <span className="block">━ light at the radius, ╌ light within · {countOf(profile.stars, "star")}</span>
        </>
      )}
    />
  );
}

function marksOf(profile: Profile): string {
  const told = parts.map((part) => `${part * 100} % ${formatNumber(encircledRadius(profile, part), 2)}`);
  return `within: ${told.join(" · ")} px`;
}

function line(radii: readonly number[], values: readonly number[], x: Axis, y: Axis): string {
  const points = radii.map((radius, at) => {
    const value = Math.min(Math.max(values[at] ?? 0, y.from), y.to);
    return `${placeOf(x, radius).toFixed(1)} ${placeOf(y, value).toFixed(1)}`;
  });
  return points.length === 0 ? "" : `M${points.join("L")}`;
}

function Drawing({ profile, width }: { profile: Profile; width: number }) {
  const { radiusPx, intensity, encircled } = profile;
  const x = { from: 0, to: Math.max(1, ...radiusPx), fromPx: 34, toPx: width - 12 };
  const y = { from: 0, to: Math.max(1, ...intensity), fromPx: plotHeight - 36, toPx: 8 };
  const bottom = y.fromPx;
  return (
    <>
      <PlotAxes
        x={x}
        y={y}
        xTicks={roundTicks(0, x.to, width < 320 ? 4 : 6)}
        yTicks={[0, 0.25, 0.5, 0.75, 1].map((part) => [part, String(part)] as const)}
        xText={(radius) => String(radius)}
        xName="radius, px"
      />
      <path d={line(radiusPx, intensity, x, y)} fill="none" stroke="var(--accent)" strokeWidth="2" />
      <path
        d={line([0, ...radiusPx], [0, ...encircled], x, y)}
        fill="none"
        stroke="var(--warn)"
        strokeWidth="1.5"
        strokeDasharray="6 4"
      />
      {parts.map((part) => {
        const radius = encircledRadius(profile, part);
        if (radius === null) return null;
        const [atX, atY] = [placeOf(x, radius), placeOf(y, part)];
        return (
          <g key={part}>
            <path d={`M${atX} ${atY}V${bottom}`} stroke="var(--strong-line)" strokeDasharray="2 3" />
            <path d={`M${atX} ${atY - 5}l5 5-5 5-5-5Z`} fill="var(--page)" stroke="var(--warn)" strokeWidth="1.5" />
            <text x={atX + 8} y={atY + 11} fill="var(--text)" stroke="var(--panel)" strokeWidth="3" paintOrder="stroke">
              {part * 100} %
            </text>
          </g>
        );
      })}
    </>
  );
}
