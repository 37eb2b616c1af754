import { createHash } from 'node:crypto';

/**
 * The token of an update. It follows from what is updated, to which version, and from the last record seen at the scan: a repetition has
 * the same token and starts nothing new, and a later sweep, which sees another last record, has another. Within AWS's 128 characters of
 * `[a-zA-Z0-9][a-zA-Z0-9_-]*`.
 */
export function updateToken(update: {
  readonly account: string;
  readonly region: string;
  readonly provisionedProductId: string;
  readonly versionId: string;
  readonly lastRecordId: string | null;
}): string {
  const { account, region, provisionedProductId, versionId, lastRecordId } = update;
  const identity = [account, region, provisionedProductId, versionId, lastRecordId ?? ''].join('/');
  return `cs-${createHash('sha256').update(identity).digest('hex')}`;
}
