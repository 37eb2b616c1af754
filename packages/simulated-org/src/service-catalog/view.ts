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

/** The stack behind a provisioned product while an operation is under way, or after it. */
export function stackStatusAt(entity: ProvisionedProductEntity, store: Store, now: number): string | undefined {
  const record = lastRecordOf(entity, store);
  const settled = provisionedProductAt(entity, store, now);
  if (record === undefined || settled === undefined) return settled?.stack?.status;
  switch (recordStatus(record, now)) {
    case 'CREATED':
      return record.before?.status;
    case 'IN_PROGRESS':
      return record.type === 'PROVISION_PRODUCT' ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
    case 'IN_PROGRESS_IN_ERROR':
      if (record.course.failure === null) return record.before?.status;
      return record.type === 'PROVISION_PRODUCT' ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS';
    case 'SUCCEEDED':
    case 'FAILED':
      return settled.stack?.status;
  }
}

export function lastRecordOf({ records }: ProvisionedProductEntity, store: Store): RecordEntity | undefined {
  const id = records.at(-1);
  return id === undefined ? undefined : store.get('servicecatalog.records', id);
}
