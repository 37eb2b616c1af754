/** An IAM role as plain data, in the shapes of IAM's own JSON: what CloudFormation deploys, and what the simulated organisation obeys. */
export interface Role {
  readonly path: string;
  readonly name: string;
  readonly description: string;
  readonly trustPolicy: PolicyDocument;
  readonly policies: readonly { readonly name: string; readonly document: PolicyDocument }[];
  /** ARNs of policies that are not ours. */
  readonly managedPolicies?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  /** Absent in trust policies alone. */
  readonly Resource?: readonly string[];
  readonly Principal?: Readonly<Record<string, string>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** Why its resources are no narrower. It is for people: `policyDocument` leaves it out. */
  readonly reason?: string;
}

/** A policy document of these statements. */
export function policyDocument(...statements: readonly PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements.map(({ reason: _reason, ...statement }) => statement) };
}
