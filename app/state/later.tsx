/**
 * A part of a page that is loaded when it is first shown. Where it cannot be, without a network or while a server is
 * exchanged, its place stays as it was and it is asked for again: a missing part never takes the page with it.
 */
import { type ComponentType, lazy, Suspense } from "react";

const againAfterMs = 2_000;

/** @returns what was loaded, whenever that succeeds. */
export async function untilLoaded<T>(load: () => Promise<T>, waitMs: number = againAfterMs): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** @param Waiting stands in its place until then, of its size; without it nothing does. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Waiting?: ComponentType,
): ComponentType<Props> {
  const Part = lazy(() => untilLoaded(async () => ({ default: await load() })));
  return function Later(props: Props) {
    return (
      <Suspense fallback={Waiting ? <Waiting /> : null}>
        <Part {...props} />
      </Suspense>
    );
  };
}
