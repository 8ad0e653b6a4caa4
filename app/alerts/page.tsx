/** Alarms that stand, and those that were. */
import type { Metadata } from "next";
import { AlertsPage } from "./alerts-page.tsx";

export const metadata: Metadata = { title: "Alarms" };

export default function Page() {
  return <AlertsPage />;
}
