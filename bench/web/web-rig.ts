/** What the page's benches measure: a Redis, a gatherer and the web process, on ports of their own. */
import { freePort } from "#scripts/parts/free-port.ts";
import { openRig, type Rig } from "../dispatch/rig.ts";

export interface WebRig extends Rig {
  origin: string;
}

export async function openWebRig(): Promise<WebRig> {
  const rig = await openRig("redis");
  const port = await freePort();
  await rig.start("server/gather/main.ts");
  await rig.start("server/web/main.ts", { PORT: String(port), HOST: "127.0.0.1", NODE_ENV: "production" });
  return { ...rig, origin: `http://127.0.0.1:${port}` };
}
