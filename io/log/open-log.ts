/** JSON lines on standard output, one logger a process. Settings that are secret never reach it. */
import { type Logger, pino } from "pino";

export type { Logger };

export function openLog(name: string, level: string): Logger {
  return pino({ name, level, base: { name, pid: process.pid }, redact: ["password", "*.password", "opaqueData"] });
}
