/** The address of an exposure's page from its id. */

/** @returns the page of the exposure, at a detector where one is named. */
export function exposureIdHref(
  { camera, exposureId }: { camera: string; exposureId: number },
  detector?: string,
): string {
  const page = `/${camera}/${Math.floor(exposureId / 100_000)}/${exposureId % 100_000}`;
  return detector === undefined ? page : `${page}?detector=${detector}`;
}
