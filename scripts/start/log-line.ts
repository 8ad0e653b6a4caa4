/** Makes a child's log lines readable: pino's JSON becomes one line for a person, all else stays as it is. */

const levels: Readonly<Record<number, string>> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};
/** Fields that say nothing new behind the child's name. */
const silent = new Set(["level", "time", "pid", "hostname", "name", "msg", "v", "err"]);

function parseObject(line: string): Record<string, unknown> | null {
  if (!line.startsWith("{")) return null;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function fieldText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** @returns the line as it is shown, with the name of the child that wrote it. */
export function readableLine(child: string, line: string): string {
  const label = child.padEnd(11);
  const entry = parseObject(line);
  if (entry === null || typeof entry["level"] !== "number") return `${label} ${line}`;
  const level = (levels[entry["level"]] ?? String(entry["level"])).padEnd(5);
  const error = entry["err"] as { message?: unknown } | undefined;
  const fields = Object.entries(entry)
    .filter(([key]) => !silent.has(key))
    .map(([key, value]) => `${key}=${fieldText(value)}`);
  const trouble = typeof error?.message === "string" ? [`— ${error.message}`] : [];
  return [label, level, fieldText(entry["msg"] ?? ""), ...trouble, ...fields].join(" ").trimEnd();
}
