/** One night of a camera. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { preload } from "react-dom";
import { formatDayObs, parseDayObs } from "#app/format/day-obs.ts";
import { readGlance } from "#app/glance/read-glance.ts";
import { camerasPath, nightPath } from "#app/live/night-path.ts";
import { NightPage } from "#app/night/night-page.tsx";

interface Props {
  params: Promise<{ camera: string; dayObs: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { camera, dayObs } = await params;
  const day = parseDayObs(dayObs);
  return { title: `${decodeURIComponent(camera)} ${day === null ? dayObs : formatDayObs(day)}` };
}

export default async function Page({ params }: Props) {
  const { camera, dayObs } = await params;
  const day = parseDayObs(dayObs);
  if (day === null) notFound();
  const name = decodeURIComponent(camera);
  // Both are on their way while the scripts are; the page's own fetches take them up, and its columns need the camera.
  for (const path of [camerasPath, nightPath(name, day)]) preload(path, { as: "fetch", crossOrigin: "anonymous" });
  return (
    <Suspense>
      <NightPage camera={name} dayObs={day} glance={await readGlance()} />
    </Suspense>
  );
}
