/** What to add to the reason of a failure when a provisioned product has no launch role: then AWS acts with its caller's own rights. */
export function launchRoleHint(launchRoleArn: string | null): string {
  return launchRoleArn === null
    ? '; it has no launch role, so AWS used the rights of the role that sweeps update with: give its product a launch constraint'
    : '';
}
