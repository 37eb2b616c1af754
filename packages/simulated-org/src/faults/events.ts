import { createHash } from 'node:crypto';
import { organizationOf } from '../organizations/entities.ts';
import type {
  Course,
  Portfolio,
  Product,
  ProvisionedProductEntity,
  RecordEntity,
} from '../service-catalog/entities.ts';
import { lastRecordOf, provisionedProductAt } from '../service-catalog/view.ts';
import type { Store } from '../store.ts';
import type { FaultSubject, Moment } from './faults.ts';

/** What others do to the organisation while it is swept. */
export const EVENT_KINDS = [
  'account-suspended',
  'product-deleted',
  'version-deleted',
  'portfolio-deleted',
  'launch-path-removed',
  'overtaken',
  'never-ends',
  'fails-after-an-hour',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** The token of an update that somebody else makes. */
export const SOMEBODY_ELSE = 'somebody-else';

const MINUTE = 60_000;

/** Something that happens to a thing which a request is about. */
export interface OrganisationEvent {
  readonly when: Moment;
  /** The id of the thing, by which chance decides; undefined when the request is not about one. */
  readonly thing: (request: FaultSubject, store: Store) => string | undefined;
  /** Changes the state. Says whether it happened: what is gone cannot go again. */
  readonly happen: (request: FaultSubject, store: Store) => boolean;
}

/** The events that a request may meet. All but the first are about the provisioned product that it names. */
export const EVENTS: Readonly<Record<EventKind, OrganisationEvent>> = {
  'account-suspended': { when: 'before the act', thing: spokeOf, happen: suspend },
  'product-deleted': { when: 'before the act', thing: (...of) => productOf(...of)?.id, happen: deleteProduct },
  'version-deleted': { when: 'before the act', thing: (...of) => productOf(...of)?.id, happen: deleteVersion },
  'portfolio-deleted': {
    when: 'before the act',
    thing: (...of) => portfoliosOf(...of)[0]?.id,
    happen: deletePortfolio,
  },
  'launch-path-removed': {
    when: 'before the act',
    thing: (...of) => productOf(...of)?.id,
    happen: removeFromPortfolios,
  },
  overtaken: { when: 'before the act', thing: (...of) => entityOf(...of)?.id, happen: overtake },
  'never-ends': { when: 'after the act', thing: (...of) => entityOf(...of)?.id, happen: neverEnd },
  'fails-after-an-hour': { when: 'after the act', thing: (...of) => entityOf(...of)?.id, happen: failAfterAnHour },
};

/** The account of a request, if it is one that can be suspended without the whole organisation: neither the management account nor one that shares. */
function spokeOf({ account }: FaultSubject, store: Store): string | undefined {
  if (organizationOf(store)?.managementAccount === account) return undefined;
  const shares = [...store.all('servicecatalog.portfolios')].some(
    (one) => one.account === account && one.shares.length > 0,
  );
  return shares ? undefined : account;
}

function suspend({ account }: FaultSubject, store: Store): boolean {
  const entity = store.get('organizations.accounts', account);
  if (entity?.state !== 'ACTIVE') return false;
  store.put('organizations.accounts', account, { ...entity, state: 'SUSPENDED' });
  return true;
}

function inputOf({ input }: FaultSubject): Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {};
}

function entityOf(request: FaultSubject, store: Store): ProvisionedProductEntity | undefined {
  const { ProvisionedProductId, Id } = inputOf(request);
  return store.get('servicecatalog.provisionedProducts', String(ProvisionedProductId ?? Id));
}

function productOf(request: FaultSubject, store: Store): Product | undefined {
  const entity = entityOf(request, store);
  return entity && store.get('servicecatalog.products', entity.productId);
}

function portfoliosOf(request: FaultSubject, store: Store): Portfolio[] {
  const product = productOf(request, store);
  if (product === undefined) return [];
  return [...store.all('servicecatalog.portfolios')].filter(({ products }) => products.includes(product.id));
}

function deleteProduct(request: FaultSubject, store: Store): boolean {
  const product = productOf(request, store);
  if (product === undefined) return false;
  removeFromPortfolios(request, store);
  store.remove('servicecatalog.products', product.id);
  return true;
}

/** The newest version goes: the one that updates are to reach. */
function deleteVersion(request: FaultSubject, store: Store): boolean {
  const product = productOf(request, store);
  if (product === undefined || product.versions.length < 2) return false;
  store.put('servicecatalog.products', product.id, { ...product, versions: product.versions.slice(0, -1) });
  return true;
}

function deletePortfolio(request: FaultSubject, store: Store): boolean {
  const [portfolio] = portfoliosOf(request, store);
  if (portfolio === undefined) return false;
  store.remove('servicecatalog.portfolios', portfolio.id);
  return true;
}

function removeFromPortfolios(request: FaultSubject, store: Store): boolean {
  const product = productOf(request, store);
  const portfolios = portfoliosOf(request, store);
  for (const portfolio of portfolios) {
    const products = portfolio.products.filter((id) => id !== product?.id);
    store.put('servicecatalog.portfolios', portfolio.id, { ...portfolio, products });
  }
  return portfolios.length > 0;
}

/** Somebody else updates it to the newest version, a moment before. */
function overtake(request: FaultSubject, store: Store): boolean {
  const { time } = request;
  const entity = entityOf(request, store);
  const current = entity && provisionedProductAt(entity, store, time);
  const last = entity && lastRecordOf(entity, store);
  const newest = productOf(request, store)?.versions.at(-1);
  if (current === undefined || current.stack === null || current.status === 'UNDER_CHANGE') return false;
  if (newest === undefined || last === undefined) return false;
  const record: RecordEntity = {
    ...last,
    id: `rec-${createHash('sha256').update(`${SOMEBODY_ELSE}/${current.id}/${time}`).digest('hex').slice(0, 13)}`,
    type: 'UPDATE_PROVISIONED_PRODUCT',
    versionId: newest.id,
    templateId: newest.templateId,
    createdAt: time,
    token: SOMEBODY_ELSE,
    asked: SOMEBODY_ELSE,
    before: current.stack,
    course: {
      beganAt: time,
      failedAt: null,
      endsAt: time + 5 * MINUTE,
      errors: [],
      failure: null,
      status: 'AVAILABLE',
      after: { ...current.stack, versionId: newest.id, templateId: newest.templateId },
    },
  };
  store.put('servicecatalog.records', record.id, record);
  store.put('servicecatalog.provisionedProducts', current.id, {
    ...current,
    records: [...current.records, record.id],
    lastProvisioningRecordId: record.id,
  });
  return true;
}

function neverEnd(request: FaultSubject, store: Store): boolean {
  return changeCourse(request, store, (course) => ({
    ...course,
    failedAt: null,
    endsAt: null,
    errors: [],
    failure: null,
  }));
}

/** Something fails at once, and it takes an hour to get back. */
function failAfterAnHour(request: FaultSubject, store: Store): boolean {
  return changeCourse(request, store, (course, { before }) => ({
    ...course,
    failedAt: course.beganAt + MINUTE,
    endsAt: course.beganAt + 61 * MINUTE,
    errors: [{ Code: 'ResourceFailure', Description: 'The following resource(s) failed to update: [Main].' }],
    failure: { resource: 'Main', nested: null, reason: 'Resource creation cancelled', rollbackFails: false },
    status: 'TAINTED',
    after: before,
  }));
}

/** Changes how an update goes that this very request began. */
function changeCourse(
  request: FaultSubject,
  store: Store,
  change: (course: Course, record: RecordEntity) => Course,
): boolean {
  const entity = entityOf(request, store);
  const record = entity && lastRecordOf(entity, store);
  if (record === undefined || record.token !== inputOf(request)['UpdateToken'] || record.createdAt < request.time) {
    return false;
  }
  store.put('servicecatalog.records', record.id, { ...record, course: change(record.course, record) });
  return true;
}
