import type { WireResponse } from '../protocols/protocol.ts';
import { xmlOf } from '../protocols/xml.ts';
import type { BucketEntity } from './buckets.ts';

const MESSAGE =
  'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.';

/** What the endpoint of one Region says of a bucket in another. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export function redirectTo({ name, region }: BucketEntity): WireResponse {
  const error = {
    Code: 'PermanentRedirect',
    Message: MESSAGE,
    Endpoint: `${name}.s3.${region}.amazonaws.com`,
    Bucket: name,
  };
  return {
    status: 301,
    headers: { 'content-type': 'application/xml', 'x-amz-bucket-region': region },
    body: `<?xml version="1.0" encoding="UTF-8"?>${xmlOf('Error', error)}`,
  };
}
