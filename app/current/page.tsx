/** Now, for a wall: several cameras. */
import type { Metadata } from "next";
import { Suspense } from "react";
import { SeveralPage } from "#app/current/several-page.tsx";

export const metadata: Metadata = { title: "Now" };

export default function Page() {
  return (
    <Suspense>
      <SeveralPage />
    </Suspense>
  );
}
