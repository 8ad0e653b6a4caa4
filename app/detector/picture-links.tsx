/** Everything that is kept of a detector as a file: its pictures, to look at, to keep or to send on. */
import type { DetectorRecord } from "#contracts/exposure.ts";

export function PictureLinks({ artifacts }: Pick<DetectorRecord, "artifacts">) {
  if (artifacts.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-4 text-small text-quiet" data-testid="kept-files">
      Kept as files:
      {artifacts.map(({ name, key }) => (
        <a key={key} href={`/api/objects/${key}`} className="underline" target="_blank" rel="noreferrer">
          {name}
        </a>
      ))}
    </p>
  );
}
