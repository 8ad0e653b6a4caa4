/** A night's answer at the door of the page: parsed by its schema, its tens of thousands of numbers by a quick look. */
import { z } from "zod";
import { nightAnswer } from "#contracts/api.ts";
import { quickSummary } from "#contracts/quick-summary.ts";
import type { Door } from "./fetch-parsed.ts";

const quick = nightAnswer.extend({ exposures: z.array(quickSummary) });

/** Parses as `nightAnswer` does; what the quick look does not pass is left to the schema, which fills in or says what is wrong. */
export const nightDoor: Door<z.infer<typeof nightAnswer>> = {
  safeParse(answer) {
    const seen = quick.safeParse(answer);
    return seen.success ? seen : nightAnswer.safeParse(answer);
  },
};
