import { ServiceError } from '../operation.ts';
import { jsonText, objectIn } from './json.ts';
import type { AccessProblem, Protocol, WireRequest, WireResponse } from './protocol.ts';

const FORBIDDEN = 403;
const ACCESS_PROBLEMS: Readonly<Record<AccessProblem, ServiceError>> = {
  'missing authentication': new ServiceError(
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
    FORBIDDEN,
  ),
  'unknown key': new ServiceError(
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
    FORBIDDEN,
  ),
  expired: new ServiceError(
    'ExpiredTokenException',
    'The security token included in the request is expired',
    FORBIDDEN,
  ),
};

/**
 * REST with JSON, which Account Management and Lambda speak, with an operation for each method and path, such as `POST /listRegions`.
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function restJsonProtocol(routes: Readonly<Record<string, string>>): Protocol {
  return {
    parse({ method, path, body }: WireRequest) {
      const route = `${method} ${path.replace(/\/$/, '')}`;
      return {
        operation: Object.hasOwn(routes, route) ? (routes[route] ?? route) : route,
        input: body.length === 0 ? {} : objectIn(body.toString('utf8')),
      };
    },
    answer: (_operation, output, requestId) => respond(200, jsonText(output ?? {}), { requestId }),
    error: ({ code, message, status }, requestId) =>
      respond(status, JSON.stringify({ message }), { requestId, errorType: code }),
    accessProblem: (problem) => ACCESS_PROBLEMS[problem],
    accessDenied: { code: 'AccessDeniedException', status: FORBIDDEN },
  };
}

function respond(
  status: number,
  body: string,
  { requestId, errorType }: { readonly requestId: string; readonly errorType?: string },
): WireResponse {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
  return { status, headers: errorType === undefined ? headers : { ...headers, 'x-amzn-errortype': errorType }, body };
}
