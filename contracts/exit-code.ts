/** What a process says to whoever started it by the way it ends. */

/** It ended by its own wish and wants to be started again at once (EX_TEMPFAIL); no failure. */
export const restartWanted = 75;
