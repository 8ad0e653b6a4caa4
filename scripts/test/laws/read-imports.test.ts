/** Reading imports from a file's text. */
import { expect, test } from "vitest";
import { readImports } from "./read-imports.ts";

const text = `/** import nothing from "here"; */
import { readFile } from "node:fs/promises";
import path from "path";
import type { Job } from "#contracts/job.ts";
import {
  type Event,
  parse,
} from "../intake/parse.ts";
import "./page.css";
import { Redis } from "ioredis";
import { S3Client } from "@aws-sdk/client-s3/deep";
import type from "./type.ts";
export * from "./again.ts";
export type { Result } from "#contracts/result.ts";
export const greeting = "from there";
const later = await import("#tasks/runs.ts");
`;

test("each import is found, as what it stands for, with whether it is types only", () => {
  const found = readImports("server/plan/plan.ts", text).map(({ target, typeOnly }) => [target, typeOnly]);
  expect(found).toEqual([
    ["node:fs/promises", false],
    ["node:path", false],
    ["contracts/job.ts", true],
    ["server/intake/parse.ts", false],
    ["server/plan/page.css", false],
    ["npm:ioredis", false],
    ["npm:@aws-sdk/client-s3", false],
    ["server/plan/type.ts", false],
    ["server/plan/again.ts", false],
    ["contracts/result.ts", true],
    ["tasks/runs.ts", false],
  ]);
});
