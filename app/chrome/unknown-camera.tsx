/** In place of a camera that does not exist: the ones that do. */
import Link from "next/link";
import type { CameraView } from "#contracts/api.ts";

export function UnknownCamera({ name, cameras }: { name: string; cameras: readonly CameraView[] }) {
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
