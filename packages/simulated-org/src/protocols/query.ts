import { ServiceError } from '../operation.ts';
import type { AccessProblem, Protocol, WireRequest, WireResponse } from './protocol.ts';
import { xmlOf } from './xml.ts';

const ACCESS_PROBLEMS: Readonly<Record<AccessProblem, ServiceError>> = {
  'missing authentication': new ServiceError(
    'MissingAuthenticationToken',
    'Request is missing Authentication Token',
    403,
  ),
  'unknown key': new ServiceError('InvalidClientTokenId', 'The security token included in the request is invalid', 403),
  expired: new ServiceError('ExpiredToken', 'The security token included in the request is expired', 403),
};

/** AWS Query, which STS and CloudFormation speak. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function queryProtocol(namespace: string): Protocol {
  return {
    parse({ body }: WireRequest) {
      const fields = new URLSearchParams(body.toString('utf8'));
      const operation = fields.get('Action') ?? '';
      return { operation, input: nested(fields) };
    },
    answer(operation, output, requestId) {
      const result = xmlOf(`${operation}Result`, output ?? {});
      const metadata = xmlOf('ResponseMetadata', { RequestId: requestId });
      return respond(
        200,
        `<${operation}Response xmlns="${namespace}">${result}${metadata}</${operation}Response>`,
        requestId,
      );
    },
    error({ code, message, status }, requestId) {
      const error = xmlOf('Error', { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message });
      return respond(
        status,
        `<ErrorResponse xmlns="${namespace}">${error}${xmlOf('RequestId', requestId)}</ErrorResponse>`,
        requestId,
      );
    },
    accessProblem: (problem) => ACCESS_PROBLEMS[problem],
    accessDenied: { code: 'AccessDenied', status: 403 },
  };
}

function respond(status: number, body: string, requestId: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

/** `Tags.member.1.Key=a` is `{ Tags: [{ Key: 'a' }] }`. Values stay text: the wire knows no types. */
function nested(fields: URLSearchParams): unknown {
  const root: Record<string, unknown> = {};
  for (const [path, value] of fields) {
    if (path === 'Action' || path === 'Version') continue;
    const keys = path.split('.').filter((key) => key !== 'member');
    put(root, keys, value);
  }
  return listsIn(root);
}

function put(into: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const inner = (into[key] ?? {}) as Record<string, unknown>;
  into[key] = inner;
  put(inner, rest, value);
}

/** Objects whose keys are 1, 2, 3 … are lists. */
function listsIn(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]: [string, unknown]) => [key, listsIn(inner)] as const);
  if (entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))) {
    return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
  }
  return Object.fromEntries(entries);
}
