/** The stars where they lie on the detector, with their ellipticity as whiskers. */
"use client";
import { countOf, formatNumber } from "#app/format/number.ts";
import type { StarsPlot } from "#contracts/plots.ts";
import { detectorOutline } from "./detector-outline.ts";
import { type PlotData, PlotFrame, plotHeight } from "./plot-frame.tsx";
import { keyEllipticity, keyWhiskerPx, starWhiskers } from "./star-whiskers.ts";

/** Room below for the key. */
const footPx = 22;

export interface EllipticityPlotProps {
  data: PlotData<StarsPlot>;
  sizePx: readonly [number, number];
  /** Median of the stars, for the note; null where it is missing. */
  median: number | null;
}

export function EllipticityPlot({ data, sizePx, median }: EllipticityPlotProps) {
  return (
    <PlotFrame
      name="ellipticity"
      title="Ellipticity over the detector"
      unit=""
      tip="A whisker a star, along its long axis and as long as it is elliptical; a round star is a dot."
      data={data}
      inWords={(stars) =>
        `Whiskers of ${countOf(stars.xPx.length, "star")} over the detector, median ellipticity ${formatNumber(median, 3)}.`
      }
      draw={(stars, width) => <Drawing stars={stars} width={width} sizePx={sizePx} />}
      note={(stars) => {
        const { cut } = starWhiskers(stars, keyEllipticity(stars), (x, y) => [x, y]);
        return `${countOf(stars.xPx.length, "star")}, median ${formatNumber(median, 3)}${cut > 0 ? `; ${cut} longer than drawn` : ""}`;
      }}
    />
  );
}

function Drawing({ stars, width, sizePx }: { stars: StarsPlot; width: number; sizePx: readonly [number, number] }) {
  const outline = detectorOutline(sizePx[0], sizePx[1], width, footPx);
  const key = keyEllipticity(stars);
  const dots = stars.xPx.map((xPx, at) => `M${outline.place(xPx, stars.yPx[at] ?? 0).map((px) => px.toFixed(1))}h.01`);
  const keyY = plotHeight - 8;
  const keyX = width / 2 - 24;
  return (
    <>
      <rect
        x={outline.left}
        y={outline.top}
        width={outline.width}
        height={outline.height}
        fill="none"
        stroke="var(--strong-line)"
      />
      <path
        d={starWhiskers(stars, key, outline.place).path}
        data-count={stars.xPx.length}
        stroke="var(--accent)"
        strokeWidth="1.5"
        fill="none"
      />
      <path d={dots.join("")} stroke="var(--bright)" strokeWidth="2.6" strokeLinecap="round" />
      <path d={`M${keyX} ${keyY}h${keyWhiskerPx}`} stroke="var(--accent)" strokeWidth="1.5" />
      <text x={keyX + keyWhiskerPx + 6} y={keyY} dy=".35em" fill="var(--quiet)">
        {key}
      </text>
    </>
  );
}
