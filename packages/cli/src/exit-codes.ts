/** What the exit code of the command says. */
export const EXIT = {
  /** It ran; a sweep reconciles, whatever it found. */
  ok: 0,
  /** With --exit-code: a target or an update failed. */
  failures: 1,
  /** Wrong usage or configuration; nothing was begun. */
  usage: 2,
  /** The sweep itself failed, or does not reconcile. */
  failed: 3,
} as const;

export const EXIT_CODES_HELP = `
Exit codes:
  0  it ran; a sweep reconciles, whatever it found
  1  with --exit-code: a target or an update failed
  2  wrong usage or configuration: nothing was begun
  3  the sweep itself failed, or does not reconcile`;
