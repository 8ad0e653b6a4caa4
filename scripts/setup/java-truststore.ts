/** Writes the certificate authorities that this machine trusts as a Java key store, for a Java that was only unpacked. */
import { createHash, X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { getCACertificates } from "node:tls";

function javaString(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/**
 * @param certificates PEM texts
 * @returns a key store of the type JKS, version 2, holding them as trusted certificates. Its seal is the SHA-1 of the
 * password in UTF-16, the words "Mighty Aphrodite" and the body, as in OpenJDK's `sun.security.provider.JavaKeyStore`.
 */
export function javaKeyStore(certificates: readonly string[], password: string): Buffer {
  const entries = certificates.map((pem, index) => {
    const der = new X509Certificate(pem).raw;
    const createdAtMs = Buffer.alloc(8);
    return Buffer.concat([
      int32(2),
      javaString(`ca${index}`),
      createdAtMs,
      javaString("X.509"),
      int32(der.length),
      der,
    ]);
  });
  const body = Buffer.concat([int32(0xfeedfeed), int32(2), int32(entries.length), ...entries]);
  const passwordUtf16 = Buffer.from(password, "utf16le").swap16();
  const seal = createHash("sha1").update(passwordUtf16).update("Mighty Aphrodite").update(body).digest();
  return Buffer.concat([body, seal]);
}

/** Writes the key store. @returns the options that make a Java use it. */
export function writeTruststore(file: string): string[] {
  const password = "changeit";
  // The machine may trust more than Node brings along, a proxy of its network for example.
  const certificates = new Set([...getCACertificates("default"), ...getCACertificates("system")]);
  writeFileSync(file, javaKeyStore([...certificates], password));
  return [`-Djavax.net.ssl.trustStore=${file}`, `-Djavax.net.ssl.trustStorePassword=${password}`];
}
