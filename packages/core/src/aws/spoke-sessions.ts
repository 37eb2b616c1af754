import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { Clock } from '../clock.ts';
import { spokeRoleArn, type SpokeAccess } from '../contract/role-names.ts';
import { InvocationEnded } from '../errors.ts';
import type { Invocation } from './connections.ts';

/** The longest that AWS allows when a role assumes a role (role chaining), which is what a Lambda function does. */
const SESSION_SECONDS = 3600;

/** A session is renewed when less of it is left than a Lambda function may run: a stage never outlives its credentials. */
const RENEW_BEFORE = 16 * 60 * 1000;

interface Session {
  readonly credentials: AwsCredentialIdentity;
  readonly expiresAt: number;
}

/** The sessions in spoke accounts: one AssumeRole per account, access and sweep, however many invocations ask for it at once. */
export class SpokeSessions {
  readonly #clock: Clock;
  readonly #partition: string;
  readonly #sessions = new Map<string, Session>();
  readonly #underWay = new Map<string, Promise<Session>>();

  constructor(clock: Clock, partition: string) {
    this.#clock = clock;
    this.#partition = partition;
  }

  /** Throws AwsError when the role cannot be assumed; failures are not remembered. */
  async credentials(wanted: {
    readonly account: string;
    readonly access: SpokeAccess;
    readonly sts: STSClient;
    readonly invocation: Invocation;
  }): Promise<AwsCredentialIdentity> {
    const key = `${wanted.invocation.sessionName}/${wanted.account}/${wanted.access}`;
    for (;;) {
      const session = this.#sessions.get(key);
      if (session !== undefined && session.expiresAt - this.#clock.now() > RENEW_BEFORE) return session.credentials;
      const underWay = this.#underWay.get(key);
      if (underWay === undefined) return (await this.#assume(key, wanted)).credentials;
      try {
        await this.#clock.waitFor(underWay);
      } catch (error) {
        // That invocation was ended from outside, which says nothing of the role: look again.
        if (!(error instanceof InvocationEnded) || wanted.invocation.signal?.aborted === true) throw error;
      }
    }
  }

  async #assume(key: string, { account, access, sts, invocation }: Parameters<SpokeSessions['credentials']>[0]) {
    const attempt = assumeRole(sts, {
      roleArn: spokeRoleArn({ partition: this.#partition, account, access }),
      sessionName: invocation.sessionName,
    });
    this.#underWay.set(key, attempt);
    try {
      const session = await attempt;
      this.#forgetExpired();
      this.#sessions.set(key, session);
      return session;
    } finally {
      this.#underWay.delete(key);
    }
  }

  #forgetExpired(): void {
    for (const [key, session] of this.#sessions) {
      if (session.expiresAt <= this.#clock.now()) this.#sessions.delete(key);
    }
  }
}

async function assumeRole(
  sts: STSClient,
  { roleArn, sessionName }: { readonly roleArn: string; readonly sessionName: string },
): Promise<Session> {
  const { Credentials: credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: SESSION_SECONDS }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
  if (
    AccessKeyId === undefined ||
    SecretAccessKey === undefined ||
    SessionToken === undefined ||
    Expiration === undefined
  ) {
    throw new Error(`sts:AssumeRole of ${roleArn} answered without credentials`);
  }
  return {
    // Without an expiration: the SDK would compare it with the machine's time, and ask for new ones by itself.
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
    expiresAt: Expiration.getTime(),
  };
}
