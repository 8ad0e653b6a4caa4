/** All cameras. */
import type { Metadata } from "next";
import { CamerasPage } from "./cameras/cameras-page.tsx";

export const metadata: Metadata = { title: "Cameras" };

export default function Page() {
  return <CamerasPage />;
}
