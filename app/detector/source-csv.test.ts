import { expect, test } from "vitest";
import { sourceCsv } from "./source-csv.ts";

test("a line a source, in order; what is missing is empty", () => {
  const columns = { xPx: [1.5, 2], yPx: [3, 4], aPx: [1, 1], bPx: [1, 1], thetaDeg: [0, -90], flag: [0, 16] };
  const fluxes = { flux: [100, null], fluxError: [1, null], halfLightPx: [2, null] };
  const table = { photometry: "kron", radiusPx: null, unit: "adu", total: 7, ...columns, ...fluxes } as const;
  expect(sourceCsv({ ...table, ...structuredClone(columns), ...structuredClone(fluxes) })).toBe(
    "xPx,yPx,flux,fluxError,halfLightPx,aPx,bPx,thetaDeg,flag\n1.5,3,100,1,2,1,1,0,0\n2,4,,,,1,1,-90,16\n",
  );
});
