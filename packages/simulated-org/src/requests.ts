import { refusalOf, type AccessRequest } from './iam/authorize.ts';
import { isUsable } from './organizations/entities.ts';
import { ServiceError, type Caller, type ContextParts, type RequestContext } from './operation.ts';
import type { Protocol, WireRequest, WireResponse } from './protocols/protocol.ts';
import type { Faults, FaultSubject, Moment } from './faults/faults.ts';
import type { MemoryStore } from './memory-store.ts';
import type { ObjectFiles } from './s3/object-files.ts';
import { s3OperationOf } from './s3/place.ts';
import { answerS3 } from './s3/requests.ts';
import type { Uploads } from './s3/uploads.ts';
import { s3Error } from './s3/xml-answers.ts';
import type { Answer } from './server.ts';
import { SERVICES, type Service } from './services.ts';
import { isSignedInQuery, signatureOf, type Signature } from './signature.ts';
import { callerOf, type Session } from './sts/sessions.ts';

/** What requests are answered from. */
export interface Ground {
  readonly store: MemoryStore;
  readonly context: ContextParts;
  readonly files: ObjectFiles;
  readonly uploads: Uploads;
  /** A session by its access key id. */
  readonly session: (accessKeyId: string) => Session | undefined;
  /** Does work whose changes are written down before it returns. */
  readonly commit: <T>(work: () => T) => T;
  /** Writes down how late it is, as what lies in buckets shows it. */
  readonly noteTime: () => void;
  /** Waits as long as the service takes. */
  readonly latency: (service: string, operation: string) => Promise<void>;
  readonly faults: Faults;
  readonly count: (service: string, operation: string) => void;
}

/** Answers one request: who asks, may they, and what does the service say. */
export async function answer(request: WireRequest, ground: Ground): Promise<Answer> {
  const requestId = ground.context
    .hash('request', request.method, request.path, request.body.toString('latin1'))
    .slice(0, 32);
  const signature = signatureOf(request);
  if (signature === undefined) return unsigned(request, requestId);
  if (signature.service === 's3') return answerObjects(request, signature, { ground, requestId });
  const service = SERVICES[signature.service];
  if (service === undefined) {
    const error = new ServiceError('UnknownService', `the service ${signature.service} is not known here`, 404);
    return SERVICES['sts']?.protocol.error(error, requestId) ?? 'break the connection';
  }
  try {
    return await answerOperation(request, { signature, service, ground, requestId });
  } catch (error) {
    if (error instanceof ServiceError) return service.protocol.error(error, requestId);
    throw error;
  }
}

/** Without a signature not even the service is known; what the body looks like decides how to say so. */
function unsigned(request: WireRequest, requestId: string): WireResponse {
  const protocol = protocolWithoutSignature(request);
  if (protocol !== undefined) return protocol.error(protocol.accessProblem('missing authentication'), requestId);
  const problem = isSignedInQuery(request)
    ? 'a signature in the query is not known here; sign in the Authorization header'
    : 'the request has no signature of version 4';
  return s3Error(new ServiceError('AccessDenied', problem, 403), requestId);
}

function protocolWithoutSignature({ headers, body }: WireRequest): Protocol | undefined {
  if (headers['x-amz-target'] !== undefined) return SERVICES['servicecatalog']?.protocol;
  return body.includes('Action=') ? SERVICES['sts']?.protocol : undefined;
}

async function answerOperation(
  request: WireRequest,
  {
    signature,
    service,
    ground,
    requestId,
  }: { readonly signature: Signature; readonly service: Service; readonly ground: Ground; readonly requestId: string },
): Promise<Answer> {
  const { protocol } = service;
  const caller = callerBehind(signature, ground);
  if (typeof caller === 'string') throw protocol.accessProblem(caller);
  const { operation: name, input } = protocol.parse(request);
  const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (operation === undefined) {
    throw new ServiceError(service.unknownOperation, `the operation ${signature.service}:${name} is not known here`);
  }
  ground.count(signature.service, name);
  const work = () => {
    const afterwards: (() => void)[] = [];
    const context = contextFor({ caller, region: signature.region, protocol }, ground, afterwards);
    const output = ground.commit(() => {
      // The wire's shapes are checked by each operation, which alone knows them.
      const shaped = input as never;
      if (operation.action !== 'none') {
        const conditions = operation.conditions?.(shaped, context) ?? {};
        for (const resource of operation.resources?.(shaped, context) ?? ['*']) {
          context.authorize({ action: `${signature.service}:${name}`, resource, conditions });
        }
      }
      return operation.run(shaped, context);
    });
    for (const act of afterwards) act();
    return Promise.resolve(protocol.answer(name, output, requestId));
  };
  const time = ground.context.clock.now();
  return withFaults(subjectOf(signature, caller, { operation: name, input, time }), { ground, work });
}

async function answerObjects(
  request: WireRequest,
  signature: Signature,
  { ground, requestId }: { readonly ground: Ground; readonly requestId: string },
): Promise<Answer> {
  try {
    const caller = callerBehind(signature, ground);
    if (typeof caller === 'string') throw S3_PROBLEMS[caller];
    const operation = s3OperationOf(request) ?? 'Unknown';
    ground.count('s3', operation);
    const context = contextFor({ caller, region: signature.region, protocol: S3_PROTOCOL }, ground);
    const { files, uploads, commit } = ground;
    const work = () => {
      if (request.method !== 'GET' && request.method !== 'HEAD') ground.noteTime();
      return answerS3({ request, context, files, uploads, commit });
    };
    const time = ground.context.clock.now();
    return await withFaults(subjectOf(signature, caller, { operation, input: request.path, time }), { ground, work });
  } catch (error) {
    if (error instanceof ServiceError) return s3Error(error, requestId);
    throw error;
  }
}

const S3_PROTOCOL = { accessDenied: { code: 'AccessDenied', status: 403 } };
const S3_PROBLEMS = {
  'unknown key': new ServiceError(
    'InvalidAccessKeyId',
    'The AWS Access Key Id you provided does not exist in our records.',
    403,
  ),
  expired: new ServiceError('ExpiredToken', 'The provided token has expired.', 400),
};

/** Who signed, as far as key, session token and expiry tell. Keys of an account say nothing to a Region that it has not enabled. */
function callerBehind(
  { accessKeyId, sessionToken, region, service }: Signature,
  ground: Ground,
): Caller | 'unknown key' | 'expired' {
  const session = ground.session(accessKeyId);
  if (session === undefined || session.token !== sessionToken) return 'unknown key';
  const caller = callerOf(ground.store, session);
  if (caller === undefined) return 'unknown key';
  if (service !== 's3' && !isUsable(ground.store, caller.account, region)) return 'unknown key';
  if (session.expiresAt !== null && session.expiresAt <= ground.context.clock.now()) return 'expired';
  return caller;
}

function contextFor(
  {
    caller,
    region,
    protocol,
  }: { readonly caller: Caller; readonly region: string; readonly protocol: Pick<Protocol, 'accessDenied'> },
  { store, context }: Ground,
  afterwards: (() => void)[] = [],
): RequestContext {
  return {
    ...context,
    caller,
    region,
    afterwards: (act) => afterwards.push(act),
    authorize(wanted: AccessRequest) {
      const refusal = refusalOf({ store, region }, caller, wanted);
      if (refusal !== undefined)
        throw new ServiceError(protocol.accessDenied.code, refusal, protocol.accessDenied.status);
    },
  };
}

/** Does the work of a request with the latency of its service, and with whatever is set to go wrong. */
async function withFaults(
  subject: FaultSubject,
  { ground, work }: { readonly ground: Ground; readonly work: () => Promise<WireResponse> },
): Promise<Answer> {
  const fault = ground.faults(subject);
  await ground.latency(subject.service, subject.operation);
  switch (fault?.kind) {
    case undefined:
      return work();
    case 'slow':
      await ground.context.clock.sleep(fault.milliseconds);
      return work();
    case 'error':
      throw new ServiceError(fault.code, fault.message, fault.status);
    case 'broken connection':
      if (fault.when === 'after the act') await work();
      return 'break the connection';
    case 'events': {
      const happen = (when: Moment) => ground.commit(() => fault.happen(when, ground.store));
      happen('before the act');
      try {
        return await work();
      } finally {
        // Also after an act that was refused.
        happen('after the act');
      }
    }
  }
}

function subjectOf(
  { service, region }: Signature,
  { account, principalArn }: Caller,
  { operation, input, time }: Pick<FaultSubject, 'operation' | 'input' | 'time'>,
): FaultSubject {
  return { service, operation, account, principalArn, region, time, input };
}
