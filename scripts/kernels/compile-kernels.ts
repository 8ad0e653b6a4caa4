/** Compiles the pixel kernels (AssemblyScript) to the WebAssembly module that is kept as text beside them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "assemblyscript/asc";
import { rootDir } from "../setup/places.ts";

/** Sources from the root, in the order in which the compiler is given them. */
const sources = ["rice", "amplifier", "mesh", "rows", "filter", "rings"].map(
  (name) => `analysis/kernels/assembly/${name}.ts`,
);
const options = ["--runtime", "stub", "--enable", "simd", "-O3", "--noAssert", "--importMemory", "--noExportMemory"];

/** The file that holds the module. */
export const compiledFile = join(rootDir, "analysis/kernels/compiled.ts");

/** @returns the text of `compiled.ts` for the sources as they are. @throws with the compiler's words. */
export async function compileKernels(): Promise<string> {
  let binary: Uint8Array | null = null;
  const { error, stderr } = await main([...sources, ...options, "--outFile", "kernels.wasm"], {
    readFile: (name, baseDir) => {
      try {
        return readFileSync(join(rootDir, baseDir, name), "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (name, contents) => {
      if (name === "kernels.wasm") binary = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error || binary === null) throw new Error(`the kernels do not compile: ${error?.message}\n${stderr.toString()}`);
  return [
    "/** The pixel kernels as a WebAssembly module in base64, made from assembly/ by `node scripts/kernels/main.ts`. */",
    `export const compiledKernels =\n  "${Buffer.from(binary).toString("base64")}";`,
    "",
  ].join("\n");
}
