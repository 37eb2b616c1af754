import type { PolicyDocument, Role } from '@catalog-sweep/core';

/** The properties of AWS::IAM::Role. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export interface RoleProperties {
  readonly Path: string;
  readonly RoleName: string;
  readonly Description: string;
  readonly AssumeRolePolicyDocument: PolicyDocument;
  readonly Policies: readonly { readonly PolicyName: string; readonly PolicyDocument: PolicyDocument }[];
  readonly ManagedPolicyArns?: readonly string[];
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** A role in CloudFormation's words. */
export function roleProperties({
  path,
  name,
  description,
  trustPolicy,
  policies,
  managedPolicies,
  tags,
}: Role): RoleProperties {
  return {
    Path: path,
    RoleName: name,
    Description: description,
    AssumeRolePolicyDocument: trustPolicy,
    Policies: policies.map(({ name: PolicyName, document }) => ({ PolicyName, PolicyDocument: document })),
    ...(managedPolicies === undefined ? {} : { ManagedPolicyArns: managedPolicies }),
    ...(tags === undefined ? {} : { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
  };
}
