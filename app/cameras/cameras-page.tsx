/** The cameras with what each has just seen. */
"use client";
import { ProblemNote } from "#app/chrome/problem-note.tsx";
import { TopBar } from "#app/chrome/top-bar.tsx";
import { useResource } from "#app/live/use-resource.ts";
import { camerasAnswer } from "#contracts/api.ts";
import { CameraCard } from "./camera-card.tsx";
import { NoData } from "./no-data.tsx";
import { SilentCameras } from "./silent-cameras.tsx";

const readEveryMs = 3_000;

export function CamerasPage() {
  const { value, problem } = useResource(camerasAnswer, "/api/cameras", readEveryMs);
  const cameras = value?.cameras ?? [];
  const withData = cameras.filter(({ latest }) => latest !== null);
  const order = [...withData].sort((a, b) => (b.latest?.lastEventAtMs ?? 0) - (a.latest?.lastEventAtMs ?? 0));
  return (
    <>
      <TopBar timeZone={null} keys={[]} />
      <main className="p-4">
        {problem && value === null && <ProblemNote problem={problem} />}
        {value === null && !problem && (
          <div
            role="status"
            aria-label="Reading the cameras"
            data-testid="loading"
            className="grid gap-3 phone:grid-cols-2 desk:grid-cols-3 wide:grid-cols-4"
          >
            {["a", "b", "c"].map((key) => (
              <div key={key} className="panel h-[212px] p-4">
                <div className="skeleton h-6 w-1/2" />
              </div>
            ))}
          </div>
        )}
        {value !== null && (
          <>
            <h1 className="sr-only">Cameras</h1>
            {withData.length === 0 && <NoData />}
            <ul className="grid gap-3 phone:grid-cols-2 desk:grid-cols-3 wide:grid-cols-4">
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
