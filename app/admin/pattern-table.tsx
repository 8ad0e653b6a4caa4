/** The focal-plane patterns: which detectors of each camera are analysed, from its next exposure on. */
"use client";
import { useId, useState } from "react";
import { cell, numberCell, PanelTable } from "#app/workers/panel-table.tsx";
import type { ControlAnswer } from "#contracts/control.ts";
import type { ControlChange } from "./control-change.ts";

type CameraControl = ControlAnswer["cameras"][number];

export interface PatternTableProps {
  cameras: readonly CameraControl[];
  mayChange: boolean;
  ask: (change: ControlChange) => void;
}

export function PatternTable({ cameras, mayChange, ask }: PatternTableProps) {
  return (
    <PanelTable
      title="Focal-plane patterns"
      note="the only way in which load is shed; it stands on each row"
      heads={["Camera", "Pattern", ">Detectors", ...(mayChange ? ["Change"] : [])]}
      empty={cameras.length === 0 ? "No camera is defined." : null}
    >
      {cameras.map((camera) => (
        <tr key={camera.camera} data-camera={camera.camera}>
          <th scope="row" className={`${cell} pl-4 text-left font-normal text-bright`}>
            {camera.camera}
          </th>
          <td className={`${cell} font-mono ${camera.pattern === "all" ? "" : "text-note"}`}>
            {camera.pattern !== "all" && <span aria-hidden="true">⊘ </span>}
            {camera.pattern}
          </td>
          <td className={numberCell}>
            {camera.chosen}
            <span className="text-quiet"> of {camera.detectors}</span>
          </td>
          {mayChange && (
            <td className={cell}>{camera.detectors > 1 ? <PatternInput camera={camera} ask={ask} /> : null}</td>
          )}
        </tr>
      ))}
    </PanelTable>
  );
}

function PatternInput({ camera, ask }: { camera: CameraControl; ask: (change: ControlChange) => void }) {
  const [pattern, setPattern] = useState("");
  const id = useId();
  const wanted = pattern.trim();
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        ask(patternChange(camera, wanted));
      }}
    >
      <input
        aria-label={`New pattern of ${camera.camera}`}
        list={id}
        className="control w-64 font-mono"
        placeholder={camera.pattern}
        value={pattern}
        onChange={(event) => setPattern(event.target.value)}
      />
      <datalist id={id}>
        {camera.names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <button type="submit" className="control" disabled={wanted === "" || wanted === camera.pattern}>
        Change
      </button>
    </form>
  );
}

function patternChange({ camera }: CameraControl, pattern: string): ControlChange {
  return {
    path: `patterns/${encodeURIComponent(camera)}`,
    body: { pattern },
    title: `Analyse ${pattern} of ${camera}`,
    means:
      "It takes effect with the next exposure that begins; those that have begun stay as they are. Detectors outside of " +
      "it are skipped with the reason, and no exposure waits for them.",
  };
}
