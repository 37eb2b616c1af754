import type { Caller, ConditionKeys } from '../operation.ts';

/** Keys that requests may have here. */
const OF_REQUESTS = [
  'account:TargetRegion',
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalOrgID',
  'aws:RequestedRegion',
  'aws:SecureTransport',
  'aws:userid',
  'kms:CallerAccount',
  'kms:EncryptionContext:aws:s3:arn',
  'kms:ViaService',
  'organizations:ServicePrincipal',
  's3:prefix',
  'sts:ExternalId',
  'sts:RoleSessionName',
];
/** Keys that on AWS too are missing from a request that a role itself makes. */
const OF_SERVICES = ['aws:SourceAccount', 'aws:SourceArn'];

/** Keys of services that are not here: no request to what is here has them on AWS either. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
const OF_OTHERS = ['events:detail-type', 'events:source'];

const KNOWN_KEYS: ReadonlySet<string> = new Set(
  [...OF_REQUESTS, ...OF_SERVICES, ...OF_OTHERS].map((key) => key.toLowerCase()),
);

/** Whether a condition key is known. A role with another one is refused when it is made: here every request would lack that key, and on AWS it may not. */
export function isKnownKey(key: string): boolean {
  return KNOWN_KEYS.has(key.toLowerCase());
}

/** Condition keys that every request has. */
export function globalKeys(caller: Caller, region: string): ConditionKeys {
  return {
    'aws:PrincipalAccount': caller.account,
    'aws:PrincipalArn': caller.principalArn,
    'aws:RequestedRegion': region,
    // What is on this machine alone counts as safe.
    'aws:SecureTransport': 'true',
    'aws:userid': caller.userId,
    ...(caller.organizationId === undefined ? {} : { 'aws:PrincipalOrgID': caller.organizationId }),
  };
}
