/** The drawing of a focal plane: detectors as buttons, their amplifiers on a canvas below, one cell that is pointed at. */
"use client";
import { type KeyboardEvent, memo, type PointerEvent as ReactPointerEvent, useEffect, useMemo, useRef } from "react";
import { later } from "#app/state/later.tsx";
import type { DetectorRecord, DetectorState } from "#contracts/exposure.ts";
import { detectorBox, type PlaneBox, planeBounds } from "./plane-boxes.ts";
import { cellAt, type Direction, nextCell, type PlaneCamera, type PlaneCell } from "./plane-cells.ts";

const AmpCanvas = later(() => import("./amp-canvas.tsx").then((file) => file.AmpCanvas));

export interface PlaneMapProps {
  detectors: PlaneCamera["detectors"];
  cells: readonly PlaneCell[];
  /** By detector; one that is absent is expected. */
  states: ReadonlyMap<string, DetectorState>;
  colorOf: (value: number) => string;
  tipOf: (cell: PlaneCell) => string;
  /** What the drawing is, for screen readers. */
  name: string;
  /** Id of the cell that is pointed at, here or in a drawing beside this one. */
  pointed?: string | null;
  onPoint?: (cell: PlaneCell | null) => void;
  selected?: string | null;
  onSelect?: ((detector: string) => void) | undefined;
  /** Classes that bound its size. */
  shape?: string;
}

const directions: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** @returns the states of an exposure's detectors. */
export function detectorStatesOf(records: readonly DetectorRecord[] | null): Map<string, DetectorState> {
  return new Map((records ?? []).map(({ detector, state }) => [detector, state]));
}

export function PlaneMap(props: PlaneMapProps) {
  const { detectors, cells, states, colorOf, tipOf, name, pointed = null, onPoint, selected, onSelect } = props;
  const svg = useRef<SVGSVGElement>(null);
  const bounds = useMemo(() => planeBounds(detectors), [detectors]);
  const byDetector = useMemo(() => Map.groupBy(cells, ({ detector }) => detector), [cells]);
  const isByAmp = cells.some(({ amp }) => amp !== null);
  const at = pointed === null ? null : (cells.find(({ id }) => id === pointed) ?? null);
  const reachable = at?.detector ?? (selected && byDetector.has(selected) ? selected : detectors[0]?.name);

  const pointerCell = ({ clientX, clientY }: ReactPointerEvent): PlaneCell | null => {
    const matrix = svg.current?.getScreenCTM();
    if (!matrix) return null;
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    return cellAt(cells, x, -y);
  };
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>): void => {
    const direction = directions[event.key];
    const focused = (event.target as Element).getAttribute("data-detector");
    if (focused === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onSelect?.(focused);
    }
    if (direction === undefined) return;
    // Elsewhere the arrows lead to another exposure.
    event.preventDefault();
    event.stopPropagation();
    const from = at?.detector === focused ? at : byDetector.get(focused)?.[0];
    const next = from && (at === null && from.amp !== null ? from : nextCell(cells, from, direction));
    if (!next) return;
    onPoint?.(next);
    svg.current?.querySelector<SVGGElement>(`[data-detector="${CSS.escape(next.detector)}"]`)?.focus();
  };
  return (
    <div
      className={`relative mx-auto w-full ${props.shape ?? ""}`}
      style={{ aspectRatio: bounds.width / bounds.height }}
    >
      {isByAmp && <AmpCanvas cells={cells} bounds={bounds} colorOf={colorOf} />}
      <svg
        ref={svg}
        viewBox={`${bounds.x} ${-bounds.y - bounds.height} ${bounds.width} ${bounds.height}`}
        className="absolute inset-0 size-full"
        role={onSelect ? "group" : "img"}
        aria-label={name}
        {...(onSelect ? { onKeyDown } : {})}
        {...(onPoint && {
          onPointerMove: (event) => onPoint(pointerCell(event)),
          onPointerLeave: () => onPoint(null),
        })}
      >
        {detectors.map((detector) => (
          <Detector
            key={`${detector.name}-${detector.kind}`}
            detector={detector}
            cells={byDetector.get(detector.name) ?? noCells}
            state={states.get(detector.name)}
            colorOf={colorOf}
            tipOf={tipOf}
            isSelected={detector.name === selected}
            isReachable={detector.name === reachable}
            onSelect={onSelect}
          />
        ))}
        {at && <Pointed key={at.id} cell={at} tip={tipOf(at)} />}
      </svg>
    </div>
  );
}

/** Marks the cell that is pointed at, and has its note stand beside it and not beside its detector. */
function Pointed({ cell, tip }: { cell: PlaneCell; tip: string }) {
  const mark = useRef<SVGRectElement>(null);
  const { x, y, width, height } = cell.box;
  useEffect(() => {
    // The pointer passes through the mark, so that the detector below it is what is clicked.
    mark.current?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  }, []);
  return (
    <rect
      ref={mark}
      data-pointed={cell.id}
      data-tip={tip}
      x={x}
      y={-y - height}
      width={width}
      height={height}
      fill="none"
      stroke="var(--bright)"
      strokeWidth={2}
      vectorEffect="non-scaling-stroke"
      pointerEvents="none"
    />
  );
}

const noCells: readonly PlaneCell[] = [];

interface DetectorProps {
  detector: PlaneCamera["detectors"][number];
  /** Its own cell, or those of its amplifiers. */
  cells: readonly PlaneCell[];
  state: DetectorState | undefined;
  colorOf: (value: number) => string;
  tipOf: (cell: PlaneCell) => string;
  isSelected: boolean;
  isReachable: boolean;
  onSelect: PlaneMapProps["onSelect"];
}

/** Drawn again only when it changes itself: the pointer passes over hundreds of them. */
const Detector = memo(function Detector({
  detector,
  cells,
  state,
  colorOf,
  tipOf,
  isSelected,
  isReachable,
  onSelect,
}: DetectorProps) {
  const { x, y, width, height } = detectorBox(detector);
  const own = cells.find(({ amp }) => amp === null);
  const value = own?.value ?? null;
  const tip = own ? tipOf(own) : `${detector.name}, ${cells.length} amplifiers`;
  const isFailed = state === "failed";
  const stroke = isSelected ? "var(--bright)" : isFailed ? "var(--error)" : "var(--strong-line)";
  return (
    <g
      data-tip={own ? tip : undefined}
      data-detector={detector.name}
      data-state={state ?? "expected"}
      {...(onSelect && {
        role: "button",
        tabIndex: isReachable ? 0 : -1,
        "aria-pressed": isSelected,
        "aria-label": tip.replaceAll("\n", ", "),
        onClick: () => onSelect(detector.name),
        className:
          "cursor-pointer outline-none focus-visible:[&>rect]:[stroke-width:4] focus-visible:[&>rect]:[stroke:var(--accent)]",
      })}
    >
      <rect
        x={x}
        y={-y - height}
        width={width}
        height={height}
        rx={own ? ".05" : undefined}
        fill={!own ? "transparent" : value === null ? "var(--page)" : colorOf(value)}
        stroke={stroke}
        strokeWidth={isSelected ? 3 : isFailed ? 1.5 : 1}
        strokeDasharray={state === undefined || state === "expected" ? "3 3" : undefined}
        vectorEffect="non-scaling-stroke"
      />
      {own && value === null && <Sign box={own.box} state={state} />}
    </g>
  );
});

/** Sign of a detector without a value, so that expected, pending, failed and not measurable differ without colour. */
function Sign({ box, state }: { box: PlaneBox; state: DetectorState | undefined }) {
  const line = { fill: "none", strokeWidth: 1.5, vectorEffect: "non-scaling-stroke" } as const;
  return (
    <g transform={`translate(${box.x + box.width / 2} ${-box.y - box.height / 2})`}>
      {state === "failed" ? (
        <path d="M-.22-.22.22.22M.22-.22-.22.22" stroke="var(--error)" {...line} strokeWidth={2} />
      ) : state === "pending" ? (
        <circle r=".16" stroke="var(--note)" {...line} />
      ) : state === "done" ? (
        <path d="M-.16 0H.16" stroke="var(--quiet)" {...line} />
      ) : (
        <circle r=".05" fill="var(--none)" />
      )}
    </g>
  );
}
