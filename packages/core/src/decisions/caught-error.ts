/**
 * An error that Step Functions caught, in words. For an error thrown in a Lambda function the cause is JSON around its message, which says all;
 * other errors, such as States.Timeout, have a plain cause or none.
 */
export function caughtErrorText({
  Error: name,
  Cause: cause,
}: {
  readonly Error: string;
  readonly Cause: string;
}): string {
  return messageIn(cause) ?? (cause === '' ? name : `${name}: ${cause}`);
}

/** Why an execution ended, in words, from what Step Functions says of it; null when nobody gave a reason. */
export function executionCause({
  error,
  cause,
}: {
  readonly error?: string | null | undefined;
  readonly cause?: string | null | undefined;
}): string | null {
  if (error) return caughtErrorText({ Error: error, Cause: cause ?? '' });
  return cause || null;
}

function messageIn(cause: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(cause);
    return typeof parsed === 'object' && parsed !== null && 'errorMessage' in parsed
      ? String(parsed.errorMessage)
      : undefined;
  } catch {
    return undefined;
  }
}
