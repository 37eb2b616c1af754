/** What somebody types after a sweep of the hub was begun. */
export function renderBegun(sweepId: string, program: string): string {
  return [
    `The hub sweeps: ${sweepId}`,
    `  ${program} status ${sweepId} --watch   how far it is, to its end`,
    `  ${program} stop ${sweepId}             no new update starts`,
  ].join('\n');
}
