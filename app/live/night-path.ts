/** Where the page of a night reads: its head asks for them beforehand by the very same addresses. */

export const camerasPath = "/api/cameras";

export function nightPath(camera: string, dayObs: number): string {
  return `/api/cameras/${camera}/nights/${dayObs}`;
}
