/** The note of broken pipeline files, for pages of operators. */
"use client";
import { useResource } from "#app/live/use-resource.ts";
import { configurationAnswer } from "#contracts/configuration.ts";
import { BrokenFiles } from "./broken-files.tsx";

const readEveryMs = 5_000;

export function BrokenBanner() {
  const { value } = useResource(configurationAnswer, "/api/configuration", readEveryMs);
  return value && <BrokenFiles readers={value.readers} />;
}
