import type { ServiceError } from '../operation.ts';
import type { WireResponse } from '../protocols/protocol.ts';
import { escapeXml, xmlOf } from '../protocols/xml.ts';

/** An answer in S3's XML; `content` is XML already. */
export function xmlAnswer(name: string, content: string): WireResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${name}>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

/** An error as S3 sends it. */
export function s3Error({ code, message, status }: ServiceError, requestId: string): WireResponse {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>${xmlOf('RequestId', requestId)}</Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
