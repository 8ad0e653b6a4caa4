/** Now, for a wall: several cameras beside each other. */
"use client";
import { ProblemNote } from "#app/chrome/problem-note.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
import { useResource } from "#app/live/use-resource.ts";
import { NightSkeleton } from "#app/night/night-skeleton.tsx";
import { useUrlState } from "#app/state/use-url-state.ts";
import { camerasAnswer } from "#contracts/api.ts";
import { cameraName } from "#contracts/identity.ts";
import { CameraTile } from "./camera-tile.tsx";
import { DeadStream } from "./dead-stream.tsx";
import { useSelfReload } from "./use-self-reload.ts";

const mostTiles = 6;
/** Wider than this a tile's focal plane is higher than a window. */
const mostTilePx = 960;

export function SeveralPage() {
  useSelfReload();
  const url = useUrlState();
  const cameras = useResource(camerasAnswer, "/api/cameras");
  const known = cameras.value?.cameras ?? null;
  const asked = (url.get("cameras") ?? "").split(",").filter((name) => cameraName.safeParse(name.trim()).success);
  const withData = (known ?? [])
    .filter(({ latest }) => latest !== null)
    .sort((a, b) => (b.latest?.lastEventAtMs ?? 0) - (a.latest?.lastEventAtMs ?? 0))
    .map(({ name }) => name);
  const names = [...new Set(asked.length > 0 ? asked.map((name) => name.trim()) : withData)].slice(0, mostTiles);
  return (
    <>
      {url.get("headerless") !== "true" && <TopBar timeZone={null} hasStaleBand={false} />}
      <main className="p-4">
        <h1 className="sr-only">Cameras now</h1>
        {known === null ? (
          cameras.problem ? (
            <ProblemNote problem={cameras.problem} />
          ) : (
            <NightSkeleton />
          )
        ) : names.length === 0 ? (
          <p className="panel p-6 text-quiet">○ No camera has an exposure yet; the first appears after a reload.</p>
        ) : (
          <div
            className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,520px),1fr))] gap-4"
            style={{ maxWidth: names.length * mostTilePx }}
          >
            {names.map((name) => (
              <CameraTile
                key={name}
                name={name}
                camera={known.find((each) => each.name === name) ?? null}
                readCameras={cameras.reload}
              />
            ))}
          </div>
        )}
      </main>
      <DeadStream />
    </>
  );
}
