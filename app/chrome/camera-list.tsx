/** All cameras, and the other pages of the one that is shown. */
"use client";
import Link from "next/link";
import type { CameraView } from "#contracts/api.ts";

export interface CameraListProps {
  camera: string;
  /** Null is not known yet. */
  cameras: readonly CameraView[] | null;
  close: () => void;
}

export function CameraList({ camera, cameras, close }: CameraListProps) {
  return (
    <ul className="grid min-w-56 gap-1">
      {(cameras ?? []).map((each) => (
        <li key={each.name}>
          <Link
            href={`/${each.name}`}
            prefetch={false}
            onClick={close}
            aria-current={each.name === camera ? "page" : undefined}
            className="flex items-baseline justify-between gap-6 rounded px-2 py-1.5 hover:bg-raised aria-[current=page]:text-bright"
          >
            <span>{each.name}</span>
            <span className="label">
              {each.detectors.length === 1 ? "1 detector" : `${each.detectors.length} detectors`}
            </span>
          </Link>
        </li>
      ))}
      <li className="mt-1 border-t border-line pt-1">
        <Link
          href={`/${camera}/current`}
          prefetch={false}
          onClick={close}
          className="block rounded px-2 py-1.5 hover:bg-raised"
        >
          {camera} now, for a wall
        </Link>
        <Link href="/" onClick={close} className="block rounded px-2 py-1.5 hover:bg-raised">
          All cameras
        </Link>
        <Link
          href={`/${camera}/trends`}
          prefetch={false}
          onClick={close}
          className="block rounded px-2 py-1.5 hover:bg-raised"
        >
          Trends of {camera}
        </Link>
        <Link href="/alerts" prefetch={false} onClick={close} className="block rounded px-2 py-1.5 hover:bg-raised">
          Alarms
        </Link>
        <Link href="/workers" prefetch={false} onClick={close} className="block rounded px-2 py-1.5 hover:bg-raised">
          Workers
        </Link>
      </li>
      {cameras === null && <li className="label px-2">not known yet</li>}
    </ul>
  );
}
