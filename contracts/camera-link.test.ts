/** SPEC F6: addresses of other programs' pages. */
import { expect, test } from "vitest";
import { cameraLink, linkAddress } from "./camera-link.ts";

const exposure = { dayObs: 20261121, seqNum: 97, exposureId: 2026112100097, obsId: "MC_O_20261121_000097" };
const link = (url: string) => cameraLink.parse({ title: "There", url });

test("F6: names are filled in, with leading zeros where a width is given", () => {
  const url = "https://there.example/visits/{dayObs}{seqNum:5}?image={obsId}&id={exposureId}&n={seqNum}";
  expect(linkAddress(link(url), exposure)).toBe(
    "https://there.example/visits/2026112100097?image=MC_O_20261121_000097&id=2026112100097&n=97",
  );
});

test("F6: an exposure without what the address needs has no link, and only web addresses are links", () => {
  expect(linkAddress(link("https://there.example/{obsId}"), { ...exposure, obsId: null })).toBeNull();
  expect(linkAddress(link("https://there.example/{obsId}"), { ...exposure, obsId: "a/b?c" })).toMatch(/a%2Fb%3Fc$/);
  expect(cameraLink.safeParse({ title: "No", url: "javascript:alert(1)" }).success).toBe(false);
});
