/** The canvas of a night's detectors: axes by uPlot, dots as pixels that are made anew only when the scales change. */
"use client";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { utcClock } from "#app/format/clock.ts";
import { axisTicks, type PlotAxis } from "#app/night/plot-points.ts";
import { pointAt, usePointed } from "#app/night/pointed.ts";
import { themeColor, useThemeName } from "#app/theme/use-theme-name.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import type { NightDetectors } from "#contracts/night-detectors.ts";
import { seqsWithin, spanBetween } from "./brush.ts";
import { type DetectorRows, nearestDetector } from "./detector-rows.ts";
import { rasterDots } from "./raster-dots.ts";
import type { Selection } from "./use-selection.ts";

export interface PointedDetector {
  exposure: ExposureSummary;
  detector: string;
  value: number;
}

export interface DetectorCanvasProps {
  answer: NightDetectors;
  shown: DetectorRows;
  axis: PlotAxis;
  width: number;
  name: string;
  selection: Selection;
  onPointed: (pointed: PointedDetector | null) => void;
  onOpen: (exposure: ExposureSummary) => void;
}

const heightPx = 300;

/** @returns the channels of any colour that a style sheet can say, as the browser itself reads it. */
function rgbOf(color: string, context: CanvasRenderingContext2D): [number, number, number] {
  context.fillStyle = color;
  const hex = String(context.fillStyle);
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

export function DetectorCanvas(props: DetectorCanvasProps) {
  const { answer, shown, axis, width, name } = props;
  const theme = useThemeName();
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const line = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const { seqs } = props.selection;

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read again when the theme changes
  useEffect(() => {
    if (!host.current) return;
    const layer = document.createElement("canvas");
    const [quiet, grid, text] = ["--quiet", "--line", "--text"].map(themeColor);
    const drawDots = (u: uPlot): void => {
      const { left, top, width: wide, height: high } = u.bbox;
      if (wide < 2 || high < 2) return;
      const { selection } = latest.current;
      const rowX = shown.points.map(({ x }) => u.valToPos(x, "x", true) - left);
      const dotPx = Math.max(2, Math.round(1.5 * devicePixelRatio));
      const paint = (of: (index: number) => boolean, color: string): void => {
        const some = shown.rows.map((_, index) => index).filter(of);
        if (some.length === 0) return;
        const field = {
          rowX: some.map((index) => rowX[index] ?? Number.NaN),
          rows: some.map((index) => shown.rows[index] ?? 0),
          values: answer.values,
          perRow: answer.detectors.length,
          range: shown.range,
          widthPx: Math.round(wide),
          heightPx: Math.round(high),
          dotPx,
        };
        layer.width = field.widthPx;
        layer.height = field.heightPx;
        const context = layer.getContext("2d");
        if (!context) return;
        const pixels = rasterDots(field, rgbOf(themeColor(color), context));
        context.putImageData(new ImageData(pixels, field.widthPx, field.heightPx), 0, 0);
        u.ctx.drawImage(layer, left, top);
      };
      const isChosen = (index: number): boolean => selection.seqs.has(shown.points[index]?.exposure.seqNum ?? -1);
      paint((index) => !isChosen(index), selection.seqs.size > 0 ? "--strong-line" : "--quiet");
      paint(isChosen, "--accent");
    };
    const made = new uPlot(
      {
        width,
        height: heightPx,
        legend: { show: false },
        cursor: { x: false, y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
        scales: { x: { time: false }, y: { range: shown.range } },
        axes: [
          {
            stroke: quiet ?? "",
            grid: { stroke: grid ?? "", width: 1 },
            ticks: { show: false },
            size: 28,
            splits: (_u, _axis, from, to) => axisTicks(from, to, width, axis),
            values: (_u, splits) => splits.map((at) => (axis === "seq" ? String(at) : utcClock(at).slice(0, 5))),
          },
          {
            stroke: quiet ?? "",
            grid: { stroke: grid ?? "", width: 1 },
            ticks: { show: false },
            size: 56,
            label: name,
            labelSize: 18,
          },
        ],
        series: [{}, { stroke: text ?? "", width: 1, points: { show: false }, spanGaps: false }],
        hooks: {
          drawAxes: [drawDots],
          setSelect: [
            (u) => {
              if (u.select.width < 2) return;
              const span = spanBetween(u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x"));
              const placed = shown.points.map(({ exposure, x }) => ({ seqNum: exposure.seqNum, x, y: 0 }));
              latest.current.selection.select(seqsWithin(placed, span), false);
              u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            },
          ],
          setCursor: [
            (u) => {
              const { idx, top = -1 } = u.cursor;
              const point = typeof idx === "number" ? shown.points[idx] : undefined;
              if (!point || top < 0) return;
              pointAt(point.exposure.exposureId);
              const near = nearestDetector(answer, shown.rows[idx ?? 0] ?? 0, u.posToVal(top, "y"));
              latest.current.onPointed(near ? { exposure: point.exposure, ...near } : null);
            },
          ],
        },
      },
      [shown.points.map(({ x }) => x), shown.medians],
      host.current,
    );
    let downAt: number | null = null;
    made.over.addEventListener("pointerdown", ({ clientX }) => {
      downAt = clientX;
    });
    made.over.addEventListener("click", ({ clientX }) => {
      const point = shown.points[made.cursor.idx ?? -1];
      if (point && downAt !== null && Math.abs(clientX - downAt) < 4) latest.current.onOpen(point.exposure);
    });
    plot.current = made;
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [answer, shown, axis, width, name, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen is drawn again
  useEffect(() => plot.current?.redraw(false), [seqs]);

  const id = usePointed();
  useEffect(() => {
    const point = shown.points.find(({ exposure }) => exposure.exposureId === id);
    const [u, mark] = [plot.current, line.current];
    if (!u || !mark) return;
    mark.hidden = point === undefined;
    if (point) mark.style.transform = `translateX(${u.over.offsetLeft + u.valToPos(point.x, "x")}px)`;
  }, [id, shown]);
  return (
    <>
      <div ref={host} />
      <div
        ref={line}
        hidden
        aria-hidden="true"
        className="pointer-events-none absolute top-0 bottom-7 left-0 border-l border-dashed border-accent"
      />
    </>
  );
}
