/** Settings of a Kafka that asks for a user (SASL SCRAM) over TLS, beside its plain listener on the loopback. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface KafkaSecurity {
  /** PEM files: the server's key and certificate, and the authority that signed it. */
  keyFile: string;
  certFile: string;
  caFile: string;
  username: string;
  password: string;
}

/** Written in PEM as one file of key and certificate, which is how Kafka takes them without a Java key store. */
function keyStore(dir: string, { keyFile, certFile, caFile }: KafkaSecurity): string {
  const file = join(dir, "server-keys.pem");
  writeFileSync(file, [keyFile, certFile, caFile].map((path) => readFileSync(path, "utf8")).join("\n"), {
    mode: 0o600,
  });
  return file;
}

/** @returns lines of server.properties for a SASL_SSL listener with SCRAM-SHA-512. */
export function secureProperties(dir: string, security: KafkaSecurity): Record<string, string> {
  return {
    "sasl.enabled.mechanisms": "SCRAM-SHA-512",
    "ssl.keystore.type": "PEM",
    "ssl.keystore.location": keyStore(dir, security),
    "ssl.truststore.type": "PEM",
    "ssl.truststore.location": security.caFile,
    "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config":
      "org.apache.kafka.common.security.scram.ScramLoginModule required;",
  };
}

/** @returns words of the storage tool that make the user known from the first start on. */
export function scramUser({ username, password }: KafkaSecurity): string[] {
  return ["--add-scram", `SCRAM-SHA-512=[name=${username},password=${password}]`];
}
