/** Tonight: the camera's latest night. */
import type { Metadata } from "next";
import { Suspense } from "react";
import { readGlance } from "#app/glance/read-glance.ts";
import { NightPage } from "#app/night/night-page.tsx";

interface Props {
  params: Promise<{ camera: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).camera) };
}

export default async function Page({ params }: Props) {
  const camera = decodeURIComponent((await params).camera);
  return (
    <Suspense>
      <NightPage camera={camera} dayObs={null} glance={await readGlance()} />
    </Suspense>
  );
}
