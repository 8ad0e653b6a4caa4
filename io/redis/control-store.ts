/** The control state in Redis: read by all, changed only by who knows its newest version, and never without a trace. */
import type { Redis } from "ioredis";
import type { AuditEntry } from "#contracts/audit.ts";
import { type ControlState, controlState, untouchedControl } from "#contracts/control.ts";
import { auditFields } from "./audit-log.ts";
import { keys } from "./keys.ts";
import { runScript, script } from "./script.ts";

export interface ControlStore {
  read(): Promise<ControlState>;
  /**
   * Puts a state in the place of the one of the version before it, and its entry into the audit log, both or neither.
   * @returns whether it was put there; if not, somebody else changed the state first.
   */
  replace(next: ControlState, entry: Omit<AuditEntry, "id">): Promise<boolean>;
}

const replaceScript = script(`
local control, audit = unpack(KEYS)
local before, after = ARGV[1], ARGV[2]
local stored = redis.call('GET', control)
local version = stored and cjson.decode(stored).version or 0
if version ~= tonumber(before) then return 0 end
redis.call('SET', control, after)
redis.call('XADD', audit, '*', unpack(ARGV, 3))
return 1
`);

export function controlStore(redis: Redis): ControlStore {
  return {
    async read() {
      return parseControl(await redis.get(keys.control));
    },
    async replace(next, entry) {
      const args = [next.version - 1, JSON.stringify(controlState.parse(next)), ...auditFields(entry)];
      return (await runScript(redis, replaceScript, [keys.control, keys.audit], args)) === 1;
    },
  };
}

/** @param text as it is stored; null is untouched. @throws Error that says what to do when it cannot be read. */
export function parseControl(text: string | null): ControlState {
  if (text === null) return untouchedControl;
  const parsed = controlState.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(
    `The control state in Redis (${keys.control}) does not fit this version at ${issue?.path.join(".")}: ` +
      `${issue?.message}. Run one version everywhere, or delete the key to begin with the defaults.`,
  );
}
