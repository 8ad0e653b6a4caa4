/** `node scripts/kernels/main.ts`: compiles the pixel kernels after a change in analysis/kernels/assembly. */
import { writeFileSync } from "node:fs";
import { compiledFile, compileKernels } from "./compile-kernels.ts";

writeFileSync(compiledFile, await compileKernels());
