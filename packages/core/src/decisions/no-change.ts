/**
 * What AWS says when an update finds nothing to change; a plan for an update ends with the same words. That a record of
 * UpdateProvisionedProduct does too is unverified.
 */
const MESSAGES = [/No updates are to be performed/i, /submitted information didn.t contain changes/i];

/** Whether the error of a failed update only says that there was nothing to change, which is not a failure. */
export function isNoChange(message: string): boolean {
  return MESSAGES.some((pattern) => pattern.test(message));
}
