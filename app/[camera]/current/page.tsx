/** Now, for a wall: the newest exposure of one camera. */
import type { Metadata } from "next";
import { Suspense } from "react";
import { WallPage } from "#app/current/wall-page.tsx";
import { readGlance } from "#app/glance/read-glance.ts";

interface Props {
  params: Promise<{ camera: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${decodeURIComponent((await params).camera)} now` };
}

export default async function Page({ params }: Props) {
  const camera = decodeURIComponent((await params).camera);
  return (
    <Suspense>
      <WallPage camera={camera} glance={await readGlance()} />
    </Suspense>
  );
}
