/** A folder for the temporary files of one worker process, and the removal of those of workers that were killed. */
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join, resolve } from "node:path";

/** Makes a folder below `parentDir`; folders of processes of this host that are gone are removed. @returns its path. */
export async function openTempFolder(parentDir: string): Promise<string> {
  const parent = resolve(parentDir);
  await mkdir(parent, { recursive: true });
  const ofThisHost = `worker-${hostname()}-`;
  for (const entry of await readdir(parent)) {
    if (!entry.startsWith(ofThisHost)) continue;
    const pid = Number(entry.slice(ofThisHost.length).split("-")[0]);
    if (pid > 0 && !isRunning(pid)) await rm(join(parent, entry), { recursive: true, force: true });
  }
  return mkdtemp(join(parent, `${ofThisHost}${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
