/** A camera's nights side by side. */
import type { Metadata } from "next";
import { Suspense } from "react";
import { TrendsPage } from "#app/trends/trends-page.tsx";

interface Props {
  params: Promise<{ camera: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${decodeURIComponent((await params).camera)} trends` };
}

export default async function Page({ params }: Props) {
  const camera = decodeURIComponent((await params).camera);
  return (
    <Suspense>
      <TrendsPage camera={camera} />
    </Suspense>
  );
}
