/** Workers, queues and failures. */
import type { Metadata } from "next";
import { Suspense } from "react";
import { WorkersPage } from "./workers-page.tsx";

export const metadata: Metadata = { title: "Workers" };

export default function Page() {
  return (
    <Suspense>
      <WorkersPage />
    </Suspense>
  );
}
