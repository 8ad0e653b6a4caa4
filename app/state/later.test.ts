import { expect, test } from "vitest";
import { untilLoaded } from "./later.tsx";

test("P3: what cannot be loaded is asked for until it can", async () => {
  let asked = 0;
  const load = async (): Promise<string> => {
    asked += 1;
    if (asked < 4) throw new Error("no network");
    return "here";
  };
  expect(await untilLoaded(load, 1)).toBe("here");
  expect(asked).toBe(4);
});
