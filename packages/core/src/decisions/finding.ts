import type { ExaminedFinding, Remedy } from '../contract/findings.ts';

/** A finding as an examination makes it: safe to mend when there is a remedy, and not mended yet. */
export function finding({
  remedies = [],
  concerns = [],
  ...parts
}: Pick<ExaminedFinding, 'code' | 'account' | 'region' | 'what' | 'fix'> & {
  readonly remedies?: readonly Remedy[];
  readonly concerns?: readonly string[];
}): ExaminedFinding {
  return {
    ...parts,
    safeToFix: remedies.length > 0,
    mended: false,
    remedies: [...remedies],
    concerns: [...concerns],
  };
}

/** Whether it is safe to mend, and not mended yet. */
export function isMendable({ safeToFix, mended }: ExaminedFinding): boolean {
  return safeToFix && !mended;
}

export function mendedFinding(found: ExaminedFinding): ExaminedFinding {
  return { ...found, mended: true };
}

/** A finding that was to be mended, and was not. */
export function unmendedFinding(found: ExaminedFinding, reason: string): ExaminedFinding {
  return { ...found, what: `${found.what}; mending it failed: ${reason}` };
}

/** What the state machine is told of an examination. */
export function countFindings(findings: readonly ExaminedFinding[]): { findings: number; mendable: number } {
  return { findings: findings.length, mendable: findings.filter(({ safeToFix }) => safeToFix).length };
}

/** A part of the hub that AWS did not let be looked at. */
export function partNotExamined({
  what,
  account,
  reason,
}: {
  readonly what: string;
  readonly account: string;
  readonly reason: string;
}): ExaminedFinding {
  return finding({
    code: 'HUB_NOT_EXAMINED',
    account,
    region: null,
    what: `${what} could not be examined: ${reason}`,
    fix: 'deploy the hub again, so that its roles are those of its version; then look for policies of the organisation that deny it',
  });
}
