/** What the exit code of the command says. */
export const EXIT = {
  /** It ran; a sweep reconciles, whatever it found. */
  ok: 0,
  /** With --exit-code: a target or an update failed. */
  failures: 1,
  /** Wrong usage or configuration, or nothing has the name that was given. */
  usage: 2,
  /** The sweep itself failed, or does not reconcile; or what nobody foresaw. */
  failed: 3,
  /** Ctrl-C ended the waiting; the sweep goes on in the hub. As shells have it for what Ctrl-C ends. */
  interrupted: 130,
} as const;

/** The part of a command's help that tells its exit codes. */
export function exitCodesHelp(meanings: Partial<Record<keyof typeof EXIT, string>>): string {
  const lines = Object.entries(EXIT).flatMap(([name, code]) => {
    const meaning = meanings[name as keyof typeof EXIT];
    return meaning === undefined ? [] : [`  ${code}  ${meaning}`];
  });
  return ['', 'Exit codes:', ...lines].join('\n');
}
