import { ServiceError } from '../operation.ts';

/**
 * The payload of a body in AWS's chunked encoding, which the SDKs use to send a checksum after the data. The trailer is dropped; checksums are
 * not verified. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeAwsChunked(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.subarray(at, end).toString('latin1'), 16);
    if (end === -1 || Number.isNaN(size)) throw new ServiceError('IncompleteBody', 'the chunked body is damaged');
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
