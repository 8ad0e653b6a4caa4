/** Says quietly that the server runs a newer build than this page. */
"use client";
import { useOutdated } from "#app/live/use-freshness.ts";

export function OutdatedBanner() {
  if (!useOutdated()) return null;
  return (
    <div role="status" className="panel fixed right-4 bottom-4 z-40 flex items-center gap-3 px-4 py-3">
      <span>
        <span aria-hidden="true" className="text-note">
          ◆
        </span>{" "}
        Firstlook was updated. This page still runs the old build.
      </span>
      <button type="button" className="control" onClick={() => window.location.reload()}>
        Reload
      </button>
    </div>
  );
}
