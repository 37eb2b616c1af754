import { SPOKE_ROLE_NAMES, SPOKE_ROLE_PATH, type PolicyStatement } from '@catalog-sweep/core';

/** What the read role looks at to tell whether its account is ready for sweeps. */
export function doctorReadStatements(partition: string): readonly PolicyStatement[] {
  return [
    {
      Sid: 'LookAtItself',
      Effect: 'Allow',
      Action: ['iam:GetRole'],
      // Only the two roles, in whatever account this one is.
      Resource: Object.values(SPOKE_ROLE_NAMES).map((name) => `arn:${partition}:iam::*:role${SPOKE_ROLE_PATH}${name}`),
    },
  ];
}
