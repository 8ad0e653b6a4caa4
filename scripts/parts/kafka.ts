/** A single-node Apache Kafka of our own on the loopback (KRaft mode), for `npm start -- --kafka` and tests. */
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Kafka, logLevel } from "kafkajs";
import { calmRequests } from "#io/kafka/calm-requests.ts";
import { findPart } from "../setup/find-part.ts";
import { haveKafkaLibs, type KafkaLine, kafkaLibsDir } from "../setup/kafka-libs.ts";
import { runCommand } from "../setup/run-command.ts";
import { spawnBound, stopChild } from "./bound-child.ts";
import { freePort } from "./free-port.ts";
import { type KafkaSecurity, scramUser, secureProperties } from "./kafka-security.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

calmRequests();

export interface KafkaOptions {
  /** Folder of its data, settings and kafka.log; made when it is not there. A folder used before is used again. */
  dir: string;
  /** A free one when not given. */
  port?: number;
  /** Has it listen with TLS and SASL SCRAM as well. */
  security?: KafkaSecurity;
  /** `3.9` when not given. */
  line?: KafkaLine;
}

export interface KafkaPart {
  readonly brokers: string[];
  /** The listener that asks for a user over TLS; empty without `security`. */
  readonly secureBrokers: string[];
  stop(): Promise<void>;
}

/** The small machine's virtual machine: little memory, a quick start rather than a high peak. */
const javaOptions = ["-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"];

/** @returns the text of server.properties. */
export function serverProperties(
  dataDir: string,
  port: number,
  controllerPort: number,
  secure: { port: number; words: Record<string, string> } | null = null,
): string {
  const beside = secure === null ? "" : `,SASL_SSL://127.0.0.1:${secure.port}`;
  const words = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.quorum.voters": `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}${beside}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${port}${beside}`,
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL",
    "log.dirs": dataDir,
    "num.partitions": "1",
    "auto.create.topics.enable": "true",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    // A broker that comes back after a crash must wait for its former self's session to end.
    "broker.session.timeout.ms": "6000",
    "broker.heartbeat.interval.ms": "1000",
    ...secure?.words,
  };
  return Object.entries(words)
    .map(([word, value]) => `${word}=${value}\n`)
    .join("");
}

const logSettings = `log4j.rootLogger=WARN, stderr
log4j.appender.stderr=org.apache.log4j.ConsoleAppender
log4j.appender.stderr.target=System.err
log4j.appender.stderr.layout=org.apache.log4j.PatternLayout
log4j.appender.stderr.layout.ConversionPattern=%d{ISO8601} %p %c: %m%n
`;

async function formatStorage(
  java: string,
  classPath: string[],
  propertiesFile: string,
  more: readonly string[],
): Promise<void> {
  const clusterId = randomBytes(16).toString("base64url");
  // Joined by "=": one id in 64 begins with a dash, which would be taken for an option.
  const id = `--cluster-id=${clusterId}`;
  const format = ["kafka.tools.StorageTool", "format", id, "-c", propertiesFile, "--ignore-formatted", ...more];
  const outcome = await runCommand(java, [...javaOptions, ...classPath, ...format]);
  if (outcome.code !== 0)
    throw new Error(`Kafka's storage could not be formatted:\n  ${outcome.tail.slice(-6).join("\n  ")}`);
}

async function brokerAnswers(broker: string): Promise<boolean> {
  const kafka = new Kafka({
    clientId: "firstlook-probe",
    brokers: [broker],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    return cluster.brokers.length === 1;
  } finally {
    await admin.disconnect();
  }
}

/** Starts Kafka and resolves when it answers. @throws Error when Java or the jars are missing, or it does not come up. */
export async function startKafka(options: KafkaOptions): Promise<KafkaPart> {
  const java = findPart("java");
  if (java === null || !haveKafkaLibs(options.line)) {
    throw new Error("no Java or no Apache Kafka in .firstlook/parts: run `node scripts/launch.mjs setup kafka` first");
  }
  const dir = resolve(options.dir);
  const dataDir = join(dir, "data");
  mkdirSync(dataDir, { recursive: true });
  const port = options.port ?? (await freePort());
  const propertiesFile = join(dir, "server.properties");
  const logFile = join(dir, "kafka.log");
  const { security } = options;
  const securePort = security ? await freePort() : null;
  const secure = security && securePort !== null ? { port: securePort, words: secureProperties(dir, security) } : null;
  writeFileSync(propertiesFile, serverProperties(dataDir, port, await freePort(), secure));
  writeFileSync(join(dir, "log4j.properties"), logSettings);
  closeSync(openSync(logFile, "a"));
  const classPath = [
    `-Dlog4j.configuration=file:${join(dir, "log4j.properties")}`,
    "-cp",
    join(kafkaLibsDir(options.line), "*"),
  ];
  if (!existsSync(join(dataDir, "meta.properties"))) {
    await formatStorage(java, classPath, propertiesFile, security ? scramUser(security) : []);
  }
  const child = spawnBound(java, [...javaOptions, ...classPath, "kafka.Kafka", propertiesFile], { logFile });
  const broker = `127.0.0.1:${port}`;
  const probe = (): Promise<boolean> => brokerAnswers(broker);
  await waitUntilReady({ name: "Apache Kafka", child, logFile, timeoutMs: 90_000, probe });
  const secureBrokers = securePort === null ? [] : [`127.0.0.1:${securePort}`];
  return { brokers: [broker], secureBrokers, stop: () => stopChild(child, 15_000) };
}
