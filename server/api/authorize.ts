/** Who asks, and whether they may: control actions need a role. */
import { createHash, timingSafeEqual } from "node:crypto";
import { type Actor, type ControlToken, type Role, role } from "#contracts/audit.ts";
import { ApiProblem } from "./problem.ts";

export interface Access {
  tokens: readonly ControlToken[];
  /** Whether this process listens on loopback only, so that whoever reaches it sits at this machine. */
  isLocal: boolean;
}

/** What is looked at of a request. */
export interface AskedBy {
  ip: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * @returns who asks, or null when nobody is known.
 * Where no tokens are set, whoever sits at this machine is its admin. A request that a proxy passed on, or that a page of
 * another site made a browser send, is not from whoever sits here.
 */
export function actorOf({ tokens, isLocal }: Access, { ip, headers }: AskedBy): Actor | null {
  const [, bearer] = /^Bearer (\S+)$/.exec(String(headers.authorization ?? "")) ?? [];
  if (bearer !== undefined) {
    const hash = createHash("sha256").update(bearer).digest();
    const found = tokens.find(({ sha256 }) => timingSafeEqual(Buffer.from(sha256, "hex"), hash));
    return found ? { name: found.name, role: found.role } : null;
  }
  const isAtThisMachine = isLocal && isLoopback(ip) && !isPassedOn(headers) && isOwnPage(headers);
  return tokens.length === 0 && isAtThisMachine ? { name: "local", role: "admin" } : null;
}

/** @returns who asks. @throws ApiProblem 401 when nobody is known, 403 when their role does not reach. */
export function requireRole(access: Access, request: AskedBy, needed: Role): Actor {
  const actor = actorOf(access, request);
  if (actor === null) {
    const detail =
      access.tokens.length > 0
        ? "Send `authorization: Bearer <token>` with a token that CONTROL_TOKENS names."
        : "Set CONTROL_TOKENS, or ask from the machine that Firstlook runs and listens on.";
    throw new ApiProblem(401, "Who are you?", `This needs the role ${needed}. ${detail}`);
  }
  if (role.options.indexOf(actor.role) < role.options.indexOf(needed)) {
    throw new ApiProblem(403, "Not allowed", `${actor.name} is ${actor.role}; this needs the role ${needed}.`);
  }
  return actor;
}

function isLoopback(ip: string): boolean {
  return ip === "::1" || /^(::ffff:)?127\./.test(ip);
}

function isPassedOn(headers: AskedBy["headers"]): boolean {
  return ["forwarded", "x-forwarded-for", "via"].some((name) => headers[name] !== undefined);
}

/** A name other than loopback's in `host`, or another site in `origin`, means that a foreign page sent the request. */
function isOwnPage({ host, origin }: AskedBy["headers"]): boolean {
  const asked = String(host ?? "");
  const isLoopbackName = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(asked);
  return isLoopbackName && (origin === undefined || String(origin) === `http://${asked}`);
}
