import { lettersOf, type Hash } from '../chance.ts';
import { roleKey, type Role } from '../iam/roles.ts';
import { organizationIdOf } from '../organizations/entities.ts';
import type { Caller } from '../operation.ts';
import type { Store } from '../store.ts';

declare module '../store.ts' {
  interface Tables {
    /** By access key id. */
    'sts.sessions': Session;
  }
}

/** Credentials of a role that somebody assumed. */
export interface Session {
  readonly role: { readonly account: string; readonly name: string };
  /** A role that was made anew does not keep its sessions. */
  readonly roleId: string;
  readonly sessionName: string;
  readonly token: string;
  /** Milliseconds since 1970; null for keys that never expire. */
  readonly expiresAt: number | null;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Keys of a role's session: the same for the same role, session name and expiration. The secret is never compared, see BEHAVIOUR.md. */
export function credentialsOf(
  hash: Hash,
  role: Role,
  sessionName: string,
  expiresAt: number | 'for ever',
): Credentials {
  const seed = hash('session', role.arn, role.id, sessionName, String(expiresAt));
  return {
    accessKeyId: `ASIA${lettersOf(seed, 16)}`,
    secretAccessKey: hash('secret', seed).slice(0, 40),
    sessionToken: Buffer.from(hash('token', seed) + seed, 'hex').toString('base64'),
  };
}

/** Who a session is; undefined when its role is gone. */
export function callerOf(store: Store, session: Session): Caller | undefined {
  const { account, name } = session.role;
  const role = store.get('iam.roles', roleKey(account, name));
  if (role === undefined || role.id !== session.roleId) return undefined;
  return {
    account,
    principalArn: role.arn,
    sessionArn: sessionArnOf(role, session.sessionName),
    userId: `${role.id}:${session.sessionName}`,
    organizationId: organizationIdOf(store, account),
  };
}

export function sessionArnOf({ account, name }: Role, sessionName: string): string {
  return `arn:aws:sts::${account}:assumed-role/${name}/${sessionName}`;
}
