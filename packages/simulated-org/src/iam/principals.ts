/** A policy that says for whom it is. */
export interface PolicyWithPrincipals {
  readonly Statement: readonly { readonly Principal: Principals }[];
}

interface Principals {
  readonly AWS: string[];
  readonly Service: string[];
}

/** The roles that a policy names, by ARN, with the unique ids that they have. */
export type PrincipalIds = Readonly<Record<string, string>>;

/**
 * A role that is named as a principal is stored as its unique id, so one that is made anew is not trusted any more; one that does not exist is refused.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
export function bound<Policy extends PolicyWithPrincipals>(policy: Policy, principalIds: PrincipalIds): Policy {
  return {
    ...policy,
    Statement: policy.Statement.map((statement) => ({
      ...statement,
      Principal: {
        ...statement.Principal,
        AWS: statement.Principal.AWS.map((principal) => principalIds[principal] ?? principal),
      },
    })),
  };
}

/** Who somebody is to the principals of policies: an account and, for a role, its unique id. */
export interface Identity {
  readonly account: string;
  readonly roleId: string | undefined;
}

/** Whether principals mean somebody by itself, or at least its whole account, which stands for everybody in it whom its own policies allow. */
export function isAmong({ AWS }: Principals, { account, roleId }: Identity): 'itself' | 'its account' | undefined {
  if (AWS.some((principal) => principal === '*' || principal === roleId)) return 'itself';
  const isAccount = AWS.some((principal) => principal === account || principal === `arn:aws:iam::${account}:root`);
  return isAccount ? 'its account' : undefined;
}
