/** The intake's end of contributions: tables of values are read first, then all of a batch is taken in. */
import type { Contribution } from "#contracts/contribution.ts";
import type { Parsed } from "#contracts/outcome.ts";
import { ImageNotFound, ImageRefused, type ImageSource } from "#io/images/image-source.ts";
import { parseChannelTable } from "#server/intake/parse-channel-table.ts";
import { type ContributionParts, takeContributions } from "./take-contributions.ts";

export interface KeepParts extends ContributionParts {
  /** Reads tables of values by their URI. */
  files: ImageSource;
}

type ParsedContribution = Extract<Parsed, { kind: "contribution" }>;

/**
 * @returns for each record why it could not be kept, or null when it was.
 * @throws what may pass, so that the batch comes again.
 */
export async function keepContributions(
  records: readonly ParsedContribution[],
  parts: KeepParts,
): Promise<(string | null)[]> {
  const given: Contribution[] = [];
  const problems: (string | null)[] = [];
  for (const record of records) {
    if ("contribution" in record) {
      given.push(record.contribution);
      problems.push(null);
      continue;
    }
    const read = await readTable(record.table, parts.files);
    given.push(...read.contributions);
    problems.push(read.problem);
  }
  await takeContributions(given, parts);
  return problems;
}

async function readTable(
  { uri, camera, dayObs }: { uri: string; camera: string; dayObs: number },
  files: ImageSource,
): Promise<{ contributions: Contribution[]; problem: string | null }> {
  let bytes: Uint8Array;
  try {
    bytes = await files.read(uri);
  } catch (error) {
    if (!(error instanceof ImageNotFound || error instanceof ImageRefused)) throw error;
    return { contributions: [], problem: error.message };
  }
  try {
    const { contributions } = parseChannelTable(new TextDecoder().decode(bytes), { camera, dayObs });
    return { contributions, problem: null };
  } catch (error) {
    return { contributions: [], problem: `${uri}: ${(error as Error).message}` };
  }
}
