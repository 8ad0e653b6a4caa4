/** Cameras that have no exposure yet, in little space. */
import Link from "next/link";
import { countOf } from "#app/format/number.ts";
import type { CameraView } from "#contracts/api.ts";

export function SilentCameras({ cameras }: { cameras: readonly CameraView[] }) {
  if (cameras.length === 0) return null;
  return (
    <section aria-labelledby="silent-cameras" className="mt-6">
      <h2 id="silent-cameras" className="mb-2 text-quiet">
        <span aria-hidden="true">○</span> No exposures yet
      </h2>
      <ul className="grid gap-2 phone:grid-cols-2 desk:grid-cols-3 wide:grid-cols-4">
        {cameras.map((camera) => (
          <li key={camera.name}>
            <Link
              href={`/${camera.name}`}
              prefetch={false}
              data-camera={camera.name}
              className="panel flex items-baseline gap-3 px-4 py-2 hover:border-strong-line hover:bg-raised"
            >
              <strong className="text-text">{camera.name}</strong>
              <span className="truncate text-small text-quiet">{camera.title}</span>
              <span className="label ml-auto whitespace-nowrap">{countOf(camera.detectors.length, "detector")}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
