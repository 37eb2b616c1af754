import { ServiceError } from '../operation.ts';
import type { AccessProblem, Protocol, WireRequest, WireResponse } from './protocol.ts';

const ACCESS_PROBLEMS: Readonly<Record<AccessProblem, ServiceError>> = {
  'missing authentication': new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token'),
  'unknown key': new ServiceError(
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ),
  expired: new ServiceError('ExpiredTokenException', 'The security token included in the request is expired'),
};

/**
 * AWS JSON: Step Functions speaks 1.0, Service Catalog, Organizations and Systems Manager 1.1.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html, https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function jsonProtocol({
  version,
  errorText,
}: {
  readonly version: '1.0' | '1.1';
  /** The member that an error's text stands in. */
  readonly errorText: 'message' | 'Message';
}): Protocol {
  const respond = (status: number, body: string, requestId: string): WireResponse => ({
    status,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': requestId },
    body,
  });
  return {
    parse({ headers, body }: WireRequest) {
      const operation = String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
      return { operation, input: body.length === 0 ? {} : objectIn(body.toString('utf8')) };
    },
    answer: (_operation, output, requestId) => respond(200, jsonText(output ?? {}), requestId),
    error: ({ code, message, status }, requestId) =>
      respond(status, JSON.stringify({ __type: code, [errorText]: message }), requestId),
    accessProblem: (problem) => ACCESS_PROBLEMS[problem],
    accessDenied: { code: 'AccessDeniedException', status: 400 },
  };
}

/** The object that a request's body is. Throws ServiceError when it is none. */
export function objectIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw new ServiceError('SerializationException', 'the body is not an object in JSON');
}

/** An answer in JSON; times go over the wire as seconds since 1970. */
export function jsonText(output: unknown): string {
  return JSON.stringify(output, function withSeconds(this: Record<string, unknown>, key: string, value: unknown) {
    const original = this[key];
    return original instanceof Date ? original.getTime() / 1000 : value;
  });
}
