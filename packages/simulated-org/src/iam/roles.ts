import type * as z from 'zod';
import { lettersOf, type Hash } from '../chance.ts';
import type { Store } from '../store.ts';
import { IdentityPolicy, TrustPolicy } from './policy.ts';
import { bound, type PolicyWithPrincipals, type PrincipalIds } from './principals.ts';

declare module '../store.ts' {
  interface Tables {
    'iam.roles': Role;
  }
}

/** A role as somebody defines it; policies are in IAM's own JSON. */
export interface RoleDefinition {
  readonly path: string;
  readonly name: string;
  readonly trustPolicy: unknown;
  readonly policies: readonly { readonly name: string; readonly document: unknown }[];
  readonly maxSessionDurationSeconds?: number;
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Only known to be refused: none is here to be attached. */
  readonly managedPolicies?: readonly string[];
}

/** A role of an account. */
export interface Role {
  readonly account: string;
  readonly name: string;
  readonly arn: string;
  /** Unique: a role that is made anew under the same name has another. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly description: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** The trust policy as it was given, in JSON. */
  readonly trustDocument: string;
  /** The roles that the trust policy names, by ARN, with the unique ids that they had. */
  readonly principalIds: PrincipalIds;
  readonly trustPolicy: TrustPolicy;
  readonly policies: readonly IdentityPolicy[];
  readonly maxSessionDurationSeconds: number;
}

const DEFAULT_SESSION_SECONDS = 3600;

/**
 * Makes a role, or puts another in its place. Throws an Error when a policy has anything that is not known here, because a policy that is only half
 * understood would allow or deny the wrong things.
 */
export function createRole(
  { store, hash, now }: { readonly store: Store; readonly hash: Hash; readonly now: number },
  account: string,
  definition: RoleDefinition,
): Role {
  const { path, name, maxSessionDurationSeconds = DEFAULT_SESSION_SECONDS, description, tags = {} } = definition;
  const arn = `arn:aws:iam::${account}:role${path}${name}`;
  const [attached] = definition.managedPolicies ?? [];
  if (attached !== undefined) throw new Error(`${arn}: managed policies are not known, found ${attached}`);
  const trustPolicy = checkedPolicy(TrustPolicy, definition.trustPolicy, `trust policy of ${arn}`);
  const principalIds = idsOfPrincipals(store, trustPolicy);
  const role: Role = {
    account,
    name,
    arn,
    id: `AROA${lettersOf(hash('role', arn, String(now)), 17)}`,
    createdAt: now,
    description,
    tags,
    trustDocument: JSON.stringify(definition.trustPolicy),
    principalIds,
    trustPolicy: bound(trustPolicy, principalIds),
    policies: definition.policies.map(({ name: policy, document }) =>
      checkedPolicy(IdentityPolicy, document, `policy ${policy} of ${arn}`),
    ),
    maxSessionDurationSeconds,
  };
  store.put('iam.roles', roleKey(account, name), role);
  return role;
}

export function findRole(store: Store, arn: string): Role | undefined {
  const [, account = '', path = ''] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  const role = store.get('iam.roles', roleKey(account, path.slice(path.lastIndexOf('/') + 1)));
  return role?.arn === arn ? role : undefined;
}

export function roleKey(account: string, name: string): string {
  return `${account}/${name}`;
}

/** The ids of the roles among the principals of a policy, by ARN. Throws an Error for a principal that does not exist. */
export function idsOfPrincipals(store: Store, policy: PolicyWithPrincipals): PrincipalIds {
  const principals = policy.Statement.flatMap(({ Principal }) => Principal.AWS);
  const roles = principals.filter((principal) => !/^(?:\*|\d{12}|arn:aws:iam::\d{12}:root)$/.test(principal));
  return Object.fromEntries(roles.map((principal) => [principal, idOfPrincipal(store, principal)]));
}

function idOfPrincipal(store: Store, principal: string): string {
  const role = findRole(store, principal);
  if (role === undefined)
    throw new Error(
      `invalid principal in policy: there is no ${principal}; principals are *, accounts and roles that exist`,
    );
  return role.id;
}

/** A policy with nothing but what is known here. Throws an Error that names all that is not. */
export function checkedPolicy<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`${what}: ${problems.join('; ')}`);
}
