/** The cameras with what each has just seen. */
"use client";
import { ReadingState, useReading } from "#app/chrome/reading-state.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
import { useResource } from "#app/live/use-resource.ts";
import { camerasAnswer } from "#contracts/api.ts";
import { CameraCard } from "./camera-card.tsx";
import { NoData } from "./no-data.tsx";
import { SilentCameras } from "./silent-cameras.tsx";

const readEveryMs = 3_000;
const grid = "grid gap-3 phone:grid-cols-2 desk:grid-cols-3 wide:grid-cols-4";

export function CamerasPage() {
  const resource = useResource(camerasAnswer, "/api/cameras", readEveryMs);
  const reading = useReading(resource, readEveryMs);
  const { value } = resource;
  const cameras = value?.cameras ?? [];
  const withData = cameras.filter(({ latest }) => latest !== null);
  const order = [...withData].sort((a, b) => (b.latest?.lastEventAtMs ?? 0) - (a.latest?.lastEventAtMs ?? 0));
  return (
    <>
      <TopBar timeZone={null} />
      <main className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4" data-stale={reading.isStale}>
        <ReadingState {...reading} what="Reading the cameras">
          <div className={grid}>
            {["a", "b", "c"].map((key) => (
              <div key={key} className="panel h-[212px] p-4">
                <div className="skeleton h-6 w-1/2" />
              </div>
            ))}
          </div>
        </ReadingState>
        {value !== null && (
          <>
            <h1 className="sr-only">Cameras</h1>
            {withData.length === 0 && <NoData />}
            <ul className={grid}>
              {order.map((camera) => (
                <li key={camera.name}>{camera.latest && <CameraCard camera={camera} latest={camera.latest} />}</li>
              ))}
            </ul>
            <SilentCameras cameras={cameras.filter(({ latest }) => latest === null)} />
          </>
        )}
      </main>
    </>
  );
}
