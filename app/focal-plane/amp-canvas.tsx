/** Amplifiers as pixels of a canvas: three thousand of them are too many for elements. */
"use client";
import { useEffect, useRef } from "react";
import { themeColor, useThemeName } from "#app/theme/use-theme-name.ts";
import type { PlaneBox } from "./plane-boxes.ts";
import type { PlaneCell } from "./plane-cells.ts";

export interface AmpCanvasProps {
  cells: readonly PlaneCell[];
  bounds: PlaneBox;
  colorOf: (value: number) => string;
}

/** Cells larger than this keep a line of the background between them, device pixels. */
const gapFromPx = 7;

export function AmpCanvas({ cells, bounds, colorOf }: AmpCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours of the theme are read again when it changes
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const paint = (): void => {
      const ratio = window.devicePixelRatio;
      const [width, height] = [Math.round(element.clientWidth * ratio), Math.round(element.clientHeight * ratio)];
      if (width < 2 || height < 2) return;
      element.width = width;
      element.height = height;
      const context = element.getContext("2d");
      if (context) drawCells(context, cells, bounds, colorOf);
    };
    paint();
    const observer = new ResizeObserver(paint);
    observer.observe(element);
    return () => observer.disconnect();
  }, [cells, bounds, colorOf, theme]);
  return <canvas ref={canvas} data-testid="amplifier-map" className="absolute inset-0 size-full" />;
}

/** Draws the cells of amplifiers into the whole canvas, as an SVG with the same view box would have them. */
function drawCells(
  context: CanvasRenderingContext2D,
  cells: readonly PlaneCell[],
  bounds: PlaneBox,
  colorOf: (value: number) => string,
): void {
  const { width, height } = context.canvas;
  const scale = Math.min(width / bounds.width, height / bounds.height);
  const [left, bottom] = [(width - bounds.width * scale) / 2, (height + bounds.height * scale) / 2];
  const [page, hatch] = [themeColor("--page"), themeColor("--none")];
  for (const { amp, box, value } of cells) {
    if (amp === null) continue;
    const x = Math.round(left + (box.x - bounds.x) * scale);
    const y = Math.round(bottom - (box.y + box.height - bounds.y) * scale);
    const right = Math.round(left + (box.x + box.width - bounds.x) * scale);
    const under = Math.round(bottom - (box.y - bounds.y) * scale);
    const gap = Math.min(right - x, under - y) >= gapFromPx ? 1 : 0;
    const [wide, high] = [right - x - gap, under - y - gap];
    context.fillStyle = value === null ? page : colorOf(value);
    context.fillRect(x, y, wide, high);
    if (value === null) hatched(context, x, y, wide, high, hatch);
  }
}

/** Lines across a cell: no colour of the scale can be taken for them. */
function hatched(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  color: string,
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  const step = Math.max(4, Math.min(width, height) / 2);
  for (let at = -height; at < width; at += step) {
    context.moveTo(x + at, y + height);
    context.lineTo(x + at + height, y);
  }
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.stroke();
  context.restore();
}
