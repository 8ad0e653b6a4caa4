/** One night of a camera. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { formatDayObs, parseDayObs } from "#app/format/day-obs.ts";
import { readGlance } from "#app/glance/read-glance.ts";
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
  return (
    <Suspense>
      <NightPage camera={decodeURIComponent(camera)} dayObs={day} glance={await readGlance()} />
    </Suspense>
  );
}
