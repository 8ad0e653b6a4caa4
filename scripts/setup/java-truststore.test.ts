/** The Java key store, read back by Java itself. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { expect, test } from "vitest";
import { javaKeyStore } from "./java-truststore.ts";

function keytool(args: readonly string[]): string | null {
  try {
    return execFileSync("keytool", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return null;
  }
}

test("Java's keytool reads the store and accepts its seal", ({ skip }) => {
  if (keytool(["-help"]) === null && keytool(["-version"]) === null) skip("no keytool on PATH: it comes with a Java");
  const dir = mkdtempSync(join(tmpdir(), "firstlook-keystore-"));
  const file = join(dir, "store.jks");
  writeFileSync(file, javaKeyStore(rootCertificates.slice(0, 3), "changeit"));
  const listing = keytool(["-list", "-keystore", file, "-storepass", "changeit"]);
  const withWrongPassword = keytool(["-list", "-keystore", file, "-storepass", "mistaken"]);
  rmSync(dir, { recursive: true, force: true });
  expect(listing).toMatch(/3 entries/);
  expect(listing?.match(/trustedCertEntry/g)).toHaveLength(3);
  expect(withWrongPassword).toBeNull();
});
