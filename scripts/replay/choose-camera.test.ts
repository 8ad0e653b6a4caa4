import { expect, test } from "vitest";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { cameraNameFrom } from "./camera-name-from.ts";
import { chooseCamera } from "./choose-camera.ts";

const cameras = await loadCameras();
const choose = (name: string | null, headerNames: (string | null)[], folder = "/data/my night!") =>
  chooseCamera(cameras, { name, headerNames, folder }).name;

test("the person's choice wins, known or not", () => {
  expect(choose("lsstcam", ["SimCam"])).toBe("LSSTCam");
  expect(choose("Cecilia", ["SimCam"])).toBe("Cecilia");
});

test("then the header, if a file defines its camera", () => {
  expect(choose(null, ["lsstCam", "Simonyi Survey Telescope"])).toBe("LSSTCam");
  expect(choose(null, [null, "LATISS"])).toBe("LATISS");
});

test("then the folder's name, made safe", () => {
  expect(choose(null, ["Main", "Cecilia"])).toBe("my-night");
  expect(choose(null, [], "/data/simcam/")).toBe("SimCam");
});

test("a name that is not safe is refused with one that is", () => {
  expect(() => choose("my cam", [])).toThrow(/"my cam" cannot be a camera's name.*my-cam/);
});

test.each([
  ["HAT-P-32 b", "HAT-P-32-b"],
  ["..hidden", "hidden"],
  ["né à côté", "n-c-t"],
  ["???", "camera"],
])("%s becomes %s", (text, name) => {
  expect(cameraNameFrom(text)).toBe(name);
});
