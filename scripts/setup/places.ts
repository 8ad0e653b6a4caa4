/** Where things lie in the repository: the one place that knows the folders that set-up and start write to. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's own folder. */
export const rootDir = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** All that Firstlook writes by itself, ignored by git; removing it loses nothing that cannot be had again but data. */
export const ownDir = join(rootDir, ".firstlook");
/** Parts that could not, or should not, be installed for the whole machine. */
export const partsDir = join(ownDir, "parts");
