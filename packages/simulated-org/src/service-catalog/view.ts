import type { Store } from '../store.ts';
import type { ProvisionedProductEntity, RecordEntity } from './entities.ts';

/** Where a record is at some time. */
export function recordStatus(
  { course }: RecordEntity,
  now: number,
): 'CREATED' | 'IN_PROGRESS' | 'IN_PROGRESS_IN_ERROR' | 'SUCCEEDED' | 'FAILED' {
  if (course.endsAt !== null && now >= course.endsAt) return course.errors.length === 0 ? 'SUCCEEDED' : 'FAILED';
  if (course.failedAt !== null && now >= course.failedAt) return 'IN_PROGRESS_IN_ERROR';
  return now >= course.beganAt ? 'IN_PROGRESS' : 'CREATED';
}

/** When something last happened to a record. */
export function recordUpdatedAt({ createdAt, course }: RecordEntity, now: number): number {
  const times = [course.beganAt, course.failedAt, course.endsAt].filter((time) => time !== null && time <= now);
  return Math.max(createdAt, ...times.map(Number));
}

/**
 * A provisioned product at some time: as its last operation found it, and what that operation has made of it by then. Undefined once it is terminated.
 * Nothing is written for time to pass, so looking changes nothing.
 */
export function provisionedProductAt(
  entity: ProvisionedProductEntity,
  store: Store,
  now: number,
): ProvisionedProductEntity | undefined {
  const record = lastRecordOf(entity, store);
  if (record === undefined) return entity;
  const status = recordStatus(record, now);
  if (status !== 'SUCCEEDED' && status !== 'FAILED') return { ...entity, status: 'UNDER_CHANGE', statusMessage: null };
  if (record.type === 'TERMINATE_PROVISIONED_PRODUCT' && status === 'SUCCEEDED') return undefined;
  const { course, versionId } = record;
  return {
    ...entity,
    status: course.status,
    statusMessage: course.errors[0]?.Description ?? null,
    // An update that failed shows the version that it was to reach, so nobody can trust what a tainted product shows.
    shownVersionId: versionId,
    stack: course.after,
    lastSuccessfulProvisioningRecordId: status === 'SUCCEEDED' ? record.id : entity.lastSuccessfulProvisioningRecordId,
  };
}

export function lastRecordOf({ records }: ProvisionedProductEntity, store: Store): RecordEntity | undefined {
  const id = records.at(-1);
  return id === undefined ? undefined : store.get('servicecatalog.records', id);
}
