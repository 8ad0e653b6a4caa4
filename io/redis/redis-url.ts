/** From the text of REDIS_URL to how Redis is reached: plain or TLS, one server or the master that Sentinels name. */
import { z } from "zod";

/** Where a Redis is and how it is entered. */
export interface RedisPlace {
  /** One server; null where Sentinels name it. */
  server: { host: string; port: number } | null;
  sentinels: { hosts: { host: string; port: number }[]; masterName: string; isOpen: boolean } | null;
  username: string | null;
  password: string | null;
  database: number;
  tls: boolean;
  /** A file with the certificate of the authority that signed the server's; null is the system's own list. */
  caFile: string | null;
  /** The name that the server's certificate must have, where it differs from the host's. */
  serverName: string | null;
}

const endpoint = z
  .string()
  .regex(/^[^:]+(:\d+)?$/, "is not host or host:port")
  .transform((text) => ({ host: text.split(":")[0] ?? "", port: text.split(":")[1] }));

/**
 * `redis://`, `rediss://` (TLS), `redis+sentinel://` and `rediss+sentinel://`, each with `user:password@` before the
 * host and `?ca=FILE&servername=NAME` behind:
 * `rediss+sentinel://user:password@host-a:26379,host-b:26379/mymaster/0?ca=/etc/redis/ca.pem`.
 * User, password and TLS hold for Sentinels and master alike; `sentinels=open` says that Sentinels ask for no password.
 * @throws Error that says what is wrong, without the password.
 */
export function parseRedisUrl(url: string): RedisPlace {
  const match = /^(rediss?)(\+sentinel)?:\/\/(?:([^@/]*)@)?([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(url);
  if (!match)
    throw wrong("it does not start with redis://, rediss://, redis+sentinel:// or rediss+sentinel:// and a host");
  const [, scheme, sentinel, login = "", hosts = "", path = "", query = ""] = match;
  const [username = "", ...rest] = login.split(":");
  const words = new URLSearchParams(query);
  const tls = scheme === "rediss";
  const entry = {
    username: username === "" ? null : decodeURIComponent(username),
    password: rest.length === 0 ? null : decodeURIComponent(rest.join(":")),
    tls,
    caFile: words.get("ca"),
    serverName: words.get("servername"),
  };
  const endpoints = hosts.split(",").map((text) => {
    const parsed = endpoint.safeParse(text);
    if (!parsed.success) throw wrong(`"${text}" is not host or host:port`);
    return parsed.data;
  });
  if (sentinel === undefined) {
    const [first, ...others] = endpoints;
    if (first === undefined || others.length > 0)
      throw wrong("several hosts need redis+sentinel:// and a master's name");
    return { ...entry, server: at(first, 6379), sentinels: null, database: databaseOf(path) };
  }
  const [masterName = "", database = ""] = path.split("/");
  if (masterName === "")
    throw wrong("Sentinels need the master's name as the path: redis+sentinel://host:26379/mymaster");
  const isOpen = words.get("sentinels") === "open";
  const sentinels = { masterName, isOpen, hosts: endpoints.map((each) => at(each, 26379)) };
  return { ...entry, server: null, sentinels, database: databaseOf(database) };
}

/** @returns where the URL leads, for people: hosts and ports, without user and password. */
export function redisHosts(url: string): string {
  const { server, sentinels } = parseRedisUrl(url);
  const hosts = (sentinels?.hosts ?? (server === null ? [] : [server]))
    .map(({ host, port }) => `${host}:${port}`)
    .join(", ");
  return sentinels === null ? hosts : `${hosts} (Sentinels of ${sentinels.masterName})`;
}

function at({ host, port }: { host: string; port: string | undefined }, usual: number): { host: string; port: number } {
  return { host, port: port === undefined ? usual : Number(port) };
}

function databaseOf(text: string): number {
  if (text === "") return 0;
  if (!/^\d+$/.test(text)) throw wrong(`"${text}" is not the number of a database`);
  return Number(text);
}

function wrong(why: string): Error {
  return new Error(`REDIS_URL cannot be used: ${why}. docs/operate.md shows the forms.`);
}
