/** The glance that the web process handed to this page, read on the server. */
import { headers } from "next/headers";
import { type Glance, glance, glanceHeader } from "#contracts/glance.ts";

/** @returns null where there is none. */
export async function readGlance(): Promise<Glance | null> {
  const text = (await headers()).get(glanceHeader);
  if (text === null) return null;
  try {
    return glance.safeParse(JSON.parse(decodeURIComponent(text))).data ?? null;
  } catch {
    return null;
  }
}
