/** What can go wrong with an external program, in words that become a result. */
export type ProgramFailureCode = "program-crash" | "program-protocol" | "program-unavailable" | "timeout";

/** The program gave no answer. `mayPass` says whether another attempt, perhaps on another machine, may do better. */
export class ProgramFailed extends Error {
  override name = "ProgramFailed";
  readonly code: ProgramFailureCode;
  constructor(code: ProgramFailureCode, message: string) {
    super(message);
    this.code = code;
  }
  get mayPass(): boolean {
    return this.code === "program-unavailable";
  }
}
