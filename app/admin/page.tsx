/** Control: what operators chose, and the log of it. */
import type { Metadata } from "next";
import { AdminPage } from "./admin-page.tsx";

export const metadata: Metadata = { title: "Control" };

export default function Page() {
  return <AdminPage />;
}
