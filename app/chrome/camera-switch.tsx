/** Goes to another camera's latest night; the list is loaded when it is opened. */
"use client";
import { later } from "#app/state/later.tsx";
import type { CameraView } from "#contracts/api.ts";
import { Popover } from "./popover.tsx";

const CameraList = later(() => import("./camera-list.tsx").then((file) => file.CameraList));

export function CameraSwitch({ camera, cameras }: { camera: string; cameras: readonly CameraView[] | null }) {
  return (
    <Popover
      name={`Camera ${camera}, choose another`}
      label={
        <>
          <strong className="text-bright">{camera}</strong>{" "}
          <span aria-hidden="true" className="text-quiet">
            ▾
          </span>
        </>
      }
    >
      {(close) => <CameraList camera={camera} cameras={cameras} close={close} />}
    </Popover>
  );
}
