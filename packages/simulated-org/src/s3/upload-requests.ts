import { ServiceError } from '../operation.ts';
import type { WireRequest, WireResponse } from '../protocols/protocol.ts';
import { xmlOf } from '../protocols/xml.ts';
import { authorizeKey } from './encryption.ts';
import { authorizeObject, type Place } from './place.ts';
import { payloadOf, writeObject } from './put-object.ts';
import type { ListedPart } from './uploads.ts';
import { xmlAnswer } from './xml-answers.ts';

/** CreateMultipartUpload. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export async function createUpload(place: Place): Promise<WireResponse> {
  authorizeObject(place, 's3:PutObject');
  authorizeKey(place, 'kms:GenerateDataKey');
  const upload = uploadOf(place);
  const id = await place.uploads.begin(upload);
  return xml('InitiateMultipartUploadResult', { Bucket: upload.bucket, Key: upload.key, UploadId: id });
}

/** UploadPart. https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export async function uploadPart(place: Place): Promise<WireResponse> {
  authorizeObject(place, 's3:PutObject');
  authorizeKey(place, 'kms:Decrypt');
  const { uploads, request } = place;
  const part = { number: Number(request.query.get('partNumber')), body: payloadOf(request) };
  const etag = await uploads.addPart(idIn(request), uploadOf(place), part);
  return { status: 200, headers: { etag }, body: '' };
}

/** CompleteMultipartUpload. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export async function completeUpload(place: Place): Promise<WireResponse> {
  authorizeObject(place, 's3:PutObject');
  authorizeKey(place, 'kms:Decrypt');
  const { uploads, request } = place;
  const upload = uploadOf(place);
  const etag = await writeObject(place, await uploads.body(idIn(request), upload, partsIn(request)));
  await uploads.remove(idIn(request), upload);
  return xml('CompleteMultipartUploadResult', { Bucket: upload.bucket, Key: upload.key, ETag: etag });
}

/** AbortMultipartUpload. https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export async function abortUpload(place: Place): Promise<WireResponse> {
  authorizeObject(place, 's3:AbortMultipartUpload');
  await place.uploads.remove(idIn(place.request), uploadOf(place));
  return { status: 204, headers: {}, body: '' };
}

function uploadOf({ bucket, key }: Place): { readonly bucket: string; readonly key: string } {
  return { bucket: bucket.name, key };
}

function idIn({ query }: WireRequest): string {
  return query.get('uploadId') ?? '';
}

/** The parts that the request lists: `<Part><PartNumber>1</PartNumber><ETag>"…"</ETag></Part>`. */
function partsIn(request: WireRequest): ListedPart[] {
  const parts = [
    ...payloadOf(request)
      .toString('utf8')
      .matchAll(/<Part>(.*?)<\/Part>/gs),
  ].map(([, part = '']) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    etag: `"${/<ETag>(?:"|&quot;)?([0-9a-f]*)/.exec(part)?.[1] ?? ''}"`,
  }));
  if (parts.length === 0) {
    throw new ServiceError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  return parts;
}

function xml(name: string, value: object): WireResponse {
  const elements = Object.entries(value).map(([key, inner]: [string, unknown]) => xmlOf(key, inner));
  return xmlAnswer(name, elements.join(''));
}
