/** An address that no page has. */
import type { Metadata } from "next";
import Link from "next/link";

export const metadata: Metadata = { title: "No such page" };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-content-center p-6">
      <section data-testid="not-found" className="panel max-w-xl p-8">
        <h1 className="text-2xl text-bright">No such page</h1>
        <p className="mt-2 text-quiet">
          A night is <code className="font-mono text-text">/camera/20261121</code>, an exposure{" "}
          <code className="font-mono text-text">/camera/20261121/412</code>.
        </p>
        <p className="mt-4 flex gap-2">
          <Link href="/" className="control">
            All cameras
          </Link>
          <Link href="/workers" className="control">
            Workers
          </Link>
        </p>
      </section>
    </main>
  );
}
