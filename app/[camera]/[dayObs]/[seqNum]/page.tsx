/** One exposure. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { ExposurePage } from "#app/exposure/exposure-page.tsx";
import { parseDayObs } from "#app/format/day-obs.ts";

interface Props {
  params: Promise<{ camera: string; dayObs: string; seqNum: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { camera, dayObs, seqNum } = await params;
  return { title: `#${seqNum} ${decodeURIComponent(camera)} ${dayObs}` };
}

export default async function Page({ params }: Props) {
  const { camera, dayObs, seqNum } = await params;
  const day = parseDayObs(dayObs);
  if (day === null || !/^\d{1,5}$/.test(seqNum)) notFound();
  return (
    <Suspense>
      <ExposurePage camera={decodeURIComponent(camera)} dayObs={day} seqNum={Number(seqNum)} />
    </Suspense>
  );
}
