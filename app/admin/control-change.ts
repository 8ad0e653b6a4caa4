/** A change of control as its table words it; the page adds the version that the person sees. */
import type { WantedChange } from "#app/control/change-dialog.tsx";

/** `path` is below `/api/control/`. */
export type ControlChange = Omit<WantedChange, "method">;
