/** Pages of other programs that show the same exposure. */
import type { CameraView } from "#contracts/api.ts";
import { type LinkedExposure, linkAddress } from "#contracts/camera-link.ts";

export function LinksOut({ camera, exposure }: { camera: CameraView | null; exposure: LinkedExposure }) {
  const links = (camera?.links ?? []).flatMap((link) => {
    const address = linkAddress(link, exposure);
    return address === null ? [] : [{ title: link.title, address }];
  });
  if (links.length === 0) return null;
  return (
    <nav aria-label="The exposure elsewhere" className="panel flex flex-wrap items-center gap-2 px-4 py-3 text-small">
      <span className="text-quiet">Elsewhere</span>
      {links.map(({ title, address }) => (
        <a key={address} href={address} target="_blank" rel="noreferrer" className="control min-h-7" data-tip={address}>
          {title} <span aria-hidden="true">↗</span>
          <span className="sr-only"> (opens a new tab)</span>
        </a>
      ))}
    </nav>
  );
}
