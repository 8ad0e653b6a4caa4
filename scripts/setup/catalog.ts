/** The parts that Firstlook needs beside its packages: what each is for, how it is found, and where it comes from. */

export type PartName = "redis" | "chromium" | "java" | "maven";

export interface Part {
  name: PartName;
  /** Why it is needed, to finish the sentence "… is needed for". */
  why: string;
  /** Names of its program, in order of preference. */
  programs: readonly string[];
  /** Places outside PATH where Debian puts it; `*` stands for one folder's name. */
  elsewhere: readonly string[];
  /** Sets of Debian packages; the first set that the machine's package lists know is taken. */
  debian: readonly (readonly string[])[];
  /** True where installing for the whole machine would do more than asked, so it is only unpacked for Firstlook. */
  unpackOnly: boolean;
  /** What a person can do instead. */
  instead: string;
}

export const parts: Readonly<Record<PartName, Part>> = {
  redis: {
    name: "redis",
    why: "the queue and the results, when REDIS_URL names no server",
    programs: ["redis-server", "valkey-server"],
    elsewhere: [],
    debian: [["redis-server"], ["valkey-server"]],
    // The Debian package starts a system service on port 6379 and leaves it running.
    unpackOnly: true,
    instead: "install Redis 6.2 or newer, or set REDIS_URL to a server that is there",
  },
  chromium: {
    name: "chromium",
    why: "the browser tests and the screenshots",
    programs: ["chromium", "google-chrome", "chrome"],
    elsewhere: [],
    debian: [["chromium", "fonts-dejavu-core", "fonts-liberation"]],
    unpackOnly: false,
    instead: "install Chromium or Chrome so that `chromium` is on PATH",
  },
  java: {
    name: "java",
    why: "Apache Kafka",
    programs: ["java"],
    elsewhere: ["/usr/lib/jvm/*/bin/java"],
    debian: [["openjdk-17-jre-headless"], ["openjdk-21-jre-headless"], ["default-jre-headless"]],
    unpackOnly: false,
    instead: "install Java 17 or newer, or do without Kafka: start without --kafka, or set KAFKA_BROKERS",
  },
  maven: {
    name: "maven",
    why: "fetching Apache Kafka",
    programs: ["mvn"],
    elsewhere: [],
    debian: [["maven"]],
    unpackOnly: false,
    instead: "install Maven, or do without Kafka: start without --kafka, or set KAFKA_BROKERS",
  },
};
