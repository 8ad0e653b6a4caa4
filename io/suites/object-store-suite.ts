/** What every store of objects must do. */
import { expect, test } from "vitest";
import type { ObjectRemover, ObjectStore } from "../ports.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** @param open gives an empty store, or one whose keys other calls do not share. */
export function objectStoreSuite(name: string, open: () => Promise<ObjectStore & ObjectRemover>): void {
  const text = async (store: ObjectStore, key: string) => {
    const object = await store.get(key);
    return object && [new TextDecoder().decode(object.body), object.mediaType];
  };

  test(`${name}: what was put is got, with its media type`, async () => {
    const store = await open();
    await store.put("Cam/20260901/R22_S11-raw~a+b.jpg", bytes("picture"), "image/jpeg");
    expect(await text(store, "Cam/20260901/R22_S11-raw~a+b.jpg")).toEqual(["picture", "image/jpeg"]);
  });

  test(`${name}: what was put again is got as it was put last`, async () => {
    const store = await open();
    for (const version of ["one", "two"]) await store.put("a/b.png", bytes(version), "image/png");
    expect(await text(store, "a/b.png")).toEqual(["two", "image/png"]);
  });

  test(`${name}: what is not there is null, a folder as well`, async () => {
    const store = await open();
    await store.put("a/b/c.png", bytes("x"), "image/png");
    for (const key of ["none", "a", "a/b", "a/b/c.png/d"]) expect(await store.get(key), key).toBeNull();
  });

  test(`${name}: a folder is removed with all below it, and nothing beside it`, async () => {
    const store = await open();
    const inside = ["Cam/20260901/1/a.jpg", "Cam/20260901/2/b.jpg", "Cam/20260901/c.jpg"];
    const beside = ["Cam/20260902/1/a.jpg", "Cam/202609011/a.jpg", "Cam2/20260901/a.jpg"];
    for (const key of [...inside, ...beside]) await store.put(key, bytes("x"), "image/jpeg");
    expect(await store.removeFolder("Cam/20260901")).toBe(3);
    for (const key of inside) expect(await store.get(key), key).toBeNull();
    for (const key of beside) expect(await text(store, key), key).toEqual(["x", "image/jpeg"]);
    expect(await store.removeFolder("Cam/20260901")).toBe(0);
    for (const folder of ["", ".", "..", "../x", "/etc", "a//b"]) {
      await expect(store.removeFolder(folder), folder).rejects.toThrow(/safe/);
    }
  });

  test(`${name}: no key leads out of the store`, async () => {
    const store = await open();
    for (const key of ["../x", "a/../../x", "/etc/passwd", "a//b", "", ".", "a/./b", "a b", "ä"]) {
      await expect(store.put(key, bytes("x"), "image/png"), key).rejects.toThrow(/safe/);
      expect(await store.get(key), key).toBeNull();
    }
  });
}
