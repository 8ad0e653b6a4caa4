/** In place of a camera that nobody knows: the ones that are known. Its first image makes a camera known, so it is looked for again. */
"use client";
import Link from "next/link";
import { useEffect } from "react";
import type { CameraView } from "#contracts/api.ts";

const lookAgainMs = 3_000;

export interface UnknownCameraProps {
  name: string;
  cameras: readonly CameraView[];
  /** Reads the cameras again. */
  lookAgain: () => void;
}

export function UnknownCamera({ name, cameras, lookAgain }: UnknownCameraProps) {
  useEffect(() => {
    const timer = setInterval(lookAgain, lookAgainMs);
    return () => clearInterval(timer);
  }, [lookAgain]);
  return (
    <section data-testid="not-found" className="panel m-4 max-w-3xl p-6">
      <h1 className="text-2xl text-bright">No camera “{name}”</h1>
      <p className="mt-2 text-quiet">{cameras.length === 0 ? "No camera is known here." : "These are known:"}</p>
      <ul className="mt-3 flex flex-wrap gap-2">
        {cameras.map((camera) => (
          <li key={camera.name}>
            <Link href={`/${camera.name}`} prefetch={false} className="control">
              {camera.name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
