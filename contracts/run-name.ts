/** Names of runs: the first, whose results stay for ever, and those of side runs. */
import { z } from "zod";

/** The run that an event starts. Its results are the record of what people could see. */
export const firstRun = "first";

/** A run's name, `first` among them. Safe in URLs and keys. */
export const runName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,47}$/, "is not lower-case letters, digits, dots and dashes, 48 at most");
