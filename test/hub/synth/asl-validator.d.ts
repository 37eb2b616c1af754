declare module 'asl-validator' {
  /** Validates a state machine's definition; the package has no types of its own. */
  export default function aslValidator(definition: unknown): {
    readonly isValid: boolean;
    errorsText(separator?: string): string;
  };
}
