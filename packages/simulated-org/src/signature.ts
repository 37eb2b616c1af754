import type { WireRequest } from './protocols/protocol.ts';

/** What a request's signature says: who asks by which key, and for which Region and service. */
export interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly sessionToken: string | undefined;
}

/** Whether a request is signed in its query, which is not known here. */
export function isSignedInQuery({ query }: WireRequest): boolean {
  return query.has('X-Amz-Signature');
}

/**
 * Reads the signature of a request. The HMAC in it is not checked. Undefined when there is none, or none of version 4.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureOf({ headers }: WireRequest): Signature | undefined {
  const header = headers.authorization ?? '';
  const scope = /Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/.exec(header);
  if (!header.startsWith('AWS4-HMAC-SHA256 ') || scope === null) return undefined;
  const [, accessKeyId = '', region = '', service = ''] = scope;
  const token = headers['x-amz-security-token'];
  return { accessKeyId, region, service, sessionToken: Array.isArray(token) ? token[0] : token };
}
