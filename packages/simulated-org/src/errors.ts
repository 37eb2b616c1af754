/** Thrown when a state folder cannot be used as it is: it is not ours, cannot be written, or another process has it. */
export class StateDirectoryError extends Error {
  override readonly name: string = 'StateDirectoryError';
}

/** Thrown when a state folder holds another organisation than the one asked for. */
export class OtherOrganisationError extends StateDirectoryError {
  override readonly name = 'OtherOrganisationError';

  constructor(path: string, held: string, wanted: string) {
    super(
      `${path} holds another organisation (${held}, not ${wanted}); use --reset to start over, or name another state folder`,
    );
  }
}
