import { globalKeys } from '../iam/condition-keys.ts';
import { conditionsHold } from '../iam/conditions.ts';
import { isAmong } from '../iam/principals.ts';
import { findRole, type Role } from '../iam/roles.ts';
import { matchesPattern } from '../iam/wildcards.ts';
import { ServiceError, type ConditionKeys, type Operation, type RequestContext } from '../operation.ts';
import { credentialsOf, sessionArnOf } from './sessions.ts';

/** What AssumeRole knows here. A session policy that was ignored would allow more than it should. */
const KNOWN_PARAMETERS: ReadonlySet<string> = new Set(['RoleArn', 'RoleSessionName', 'DurationSeconds', 'ExternalId']);
/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const SHORTEST_ARN = 20;
const SHORTEST_SESSION = 900;
/** Who is a role already gets no more by assuming another. */
const LONGEST_CHAINED_SESSION = 3600;

interface AssumeRoleInput {
  readonly RoleArn?: string;
  readonly RoleSessionName?: string;
  readonly DurationSeconds?: string;
  readonly ExternalId?: string;
}

/** The operations of AWS STS, as BEHAVIOUR.md has them. */
export const stsOperations: Readonly<Record<string, Operation>> = {
  AssumeRole: {
    // Checked with the trust policy, because both have to allow it.
    action: 'none',
    run: assumeRole,
  },
  GetCallerIdentity: {
    // Needs no permission: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    action: 'none',
    run: (_input: object, { caller }: RequestContext) => ({
      UserId: caller.userId,
      Account: caller.account,
      Arn: caller.sessionArn,
    }),
  },
};

function assumeRole(input: AssumeRoleInput, context: RequestContext): object {
  checkParameters(input);
  const { RoleArn: arn = '', RoleSessionName: sessionName = '' } = input;
  const { store, clock, hash } = context;
  const role = findRole(store, arn);
  const conditions = conditionsOf(input);
  if (role === undefined || !isUsable(role, context) || !isTrusted(role, context, conditions))
    throw refused(arn, context);
  context.authorize({ action: 'sts:AssumeRole', resource: arn, conditions });

  const seconds = durationOf(input, role);
  const expiresAt = clock.now() + seconds * 1000;
  const credentials = credentialsOf(hash, role, sessionName, expiresAt);
  store.put('sts.sessions', credentials.accessKeyId, {
    role: { account: role.account, name: role.name },
    roleId: role.id,
    sessionName,
    token: credentials.sessionToken,
    expiresAt,
  });
  return {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: { AssumedRoleId: `${role.id}:${sessionName}`, Arn: sessionArnOf(role, sessionName) },
  };
}

function checkParameters(input: AssumeRoleInput): void {
  const { RoleArn: arn = '', RoleSessionName: sessionName = '' } = input;
  const unknown = Object.keys(input).find((name) => !KNOWN_PARAMETERS.has(name));
  if (unknown !== undefined) throw validation(`the parameter ${unknown} is not known here`);
  if (arn.length < SHORTEST_ARN)
    throw unsatisfied('roleArn', arn, 'Member must have length greater than or equal to 20');
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    throw unsatisfied('roleSessionName', sessionName, 'Member must have 2 to 64 of the characters \\w+=,.@-');
  }
}

/** A suspended or closed account lets nobody in. */
function isUsable(role: Role, { store }: RequestContext): boolean {
  const account = store.get('organizations.accounts', role.account);
  return account === undefined || account.state === 'ACTIVE';
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
function conditionsOf({ RoleSessionName: sessionName = '', ExternalId: externalId }: AssumeRoleInput): ConditionKeys {
  return {
    'sts:RoleSessionName': sessionName,
    ...(externalId === undefined ? {} : { 'sts:ExternalId': externalId }),
  };
}

function isTrusted(role: Role, { caller, region, store }: RequestContext, conditions: ConditionKeys): boolean {
  const keys = { ...globalKeys(caller, region), ...conditions };
  const identity = { account: caller.account, roleId: findRole(store, caller.principalArn)?.id };
  const fits = role.trustPolicy.Statement.filter(
    ({ Action, Principal, Condition }) =>
      Action.some((pattern) => matchesPattern(pattern, 'sts:AssumeRole', { ignoreCase: true })) &&
      isAmong(Principal, identity) !== undefined &&
      conditionsHold(Condition, keys),
  );
  return fits.length > 0 && fits.every(({ Effect }) => Effect === 'Allow');
}

function durationOf({ DurationSeconds }: AssumeRoleInput, role: Role): number {
  const seconds = DurationSeconds === undefined ? LONGEST_CHAINED_SESSION : Number(DurationSeconds);
  if (!Number.isInteger(seconds) || seconds < SHORTEST_SESSION) {
    throw unsatisfied(
      'durationSeconds',
      String(DurationSeconds),
      'Member must have value greater than or equal to 900',
    );
  }
  if (seconds > role.maxSessionDurationSeconds) {
    throw validation('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  if (seconds > LONGEST_CHAINED_SESSION) {
    throw validation(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  return seconds;
}

/** A role that is not there is refused in the same words as one that does not trust the caller. */
function refused(arn: string, { caller }: RequestContext): ServiceError {
  const message = `User: ${caller.sessionArn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
  return new ServiceError('AccessDenied', message, 403);
}

function unsatisfied(name: string, value: string, constraint: string): ServiceError {
  return validation(
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: ${constraint}`,
  );
}

function validation(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
