import type { LogEntry, SweepSummary, TargetEntry } from '@catalog-sweep/core';
import { FaultInjector, FAULT_PRESETS, generateOrganisation, type Store } from '@catalog-sweep/simulated-org';
import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { groundTruthOf } from '../../scripts/chaos/ground-truth.ts';
import { verdictOn, type InvariantName, type SweepEvidence } from '../../scripts/chaos/invariants.ts';
import { sweepAt, withPlace } from '../journeys/a-journey.ts';

const organisation = generateOrganisation({ accounts: 10, regions: 1, products: 10, seed: 3 });

let evidence: SweepEvidence;

beforeAll(async () => {
  const injector = new FaultInjector(FAULT_PRESETS['light'] ?? { rules: [] }, 1);
  const { faults, functionFaults } = injector;
  evidence = await withPlace(
    organisation,
    async (place, folder) => {
      const { store } = place.simulated;
      const before = groundTruthOf(organisation, { store, time: place.clock.now() });
      const { summary, entries, targets } = await sweepAt(place, folder);
      return { before, store, now: place.clock.now(), summary, entries, targets, injected: injector.injected() };
    },
    { faults, functionFaults },
  );
});

function broken(tampered: Partial<SweepEvidence>): readonly string[] {
  const { invariants } = verdictOn({ ...evidence, ...tampered });
  return Object.entries(invariants)
    .filter(([, held]) => !held)
    .map(([name]) => name);
}

/** The first line with an outcome. */
function first(outcome: LogEntry['Outcome']): LogEntry {
  const entry = evidence.entries.find(({ Outcome }) => Outcome === outcome);
  if (entry === undefined) throw new Error(`there is no line with ${outcome}`);
  return entry;
}

/** The organisation, with some of its records and provisioned products changed. */
function storeWith(change: (entity: never) => unknown, table: string): Store {
  return {
    ...evidence.store,
    get: (name, id) => {
      const entity = evidence.store.get(name, id);
      return entity !== undefined && name === table ? (change(entity as never) as typeof entity) : entity;
    },
    all: (name) =>
      (name === table
        ? [...evidence.store.all(name)].map((entity) => change(entity as never))
        : evidence.store.all(name)) as never,
  };
}

describe('what is held against a sweep', () => {
  it('is nothing, of a good one', () => {
    const verdict = verdictOn(evidence);

    expect(verdict).toMatchObject({ lost: 0, doubled: 0, problems: [] });
    expect(first('UPDATED')).toBeDefined();
  });

  test.each<{ mistake: string; tamper: () => Partial<SweepEvidence>; name: InvariantName }>([
    {
      mistake: 'a line is lost',
      tamper: () => ({ entries: evidence.entries.slice(1) }),
      name: 'every provisioned product of a swept target has one line',
    },
    {
      mistake: 'a line is there twice',
      tamper: () => ({ entries: [...evidence.entries, first('UP_TO_DATE')] }),
      name: 'every provisioned product of a swept target has one line',
    },
    {
      mistake: 'the counts are wrong',
      tamper: () => ({ summary: withScanned(evidence.summary, 1) }),
      name: 'scanned is the sum of the outcomes and the number of lines',
    },
    {
      mistake: 'a target is missing',
      tamper: () => ({ targets: evidence.targets.slice(1) }),
      name: 'every planned target has one line',
    },
    {
      mistake: 'a failed target has a reason that nobody injected',
      tamper: () => ({ targets: evidence.targets.map((target) => failed(target, 'no idea')) }),
      name: 'every failed target names its fault',
    },
    {
      mistake: 'an update is in no line',
      tamper: () => ({ entries: evidence.entries.map((entry) => ({ ...entry, Outcome: 'UP_TO_DATE' as const })) }),
      name: 'every update that was asked for is in the log',
    },
    {
      mistake: 'UPDATED is said of what is not',
      tamper: () => ({
        entries: evidence.entries.map((entry) => ({
          ...entry,
          Outcome: 'UPDATED' as const,
          LatestVersionId: 'pa-none',
        })),
      }),
      name: 'UPDATED really runs the new version',
    },
    {
      mistake: 'what is not opted in was updated',
      tamper: () => ({ before: withProducts({ optedIn: false }) }),
      name: 'only what is opted in and behind is updated, and never down',
    },
    {
      mistake: 'what was updated ran the newest version already',
      tamper: () => ({ before: withNewestVersion() }),
      name: 'only what is opted in and behind is updated, and never down',
    },
    {
      mistake: 'a parameter was changed',
      tamper: () => ({ before: withProducts({ parameters: { Team: 'another' } }) }),
      name: 'no parameter value changed',
    },
    {
      mistake: 'one was updated twice',
      tamper: () => ({
        store: storeWith(
          (record: { provisionedProductId: string }) => ({
            ...record,
            provisionedProductId: first('UPDATED').ProvisionedProductId,
          }),
          'servicecatalog.records',
        ),
      }),
      name: 'at most one update per provisioned product',
    },
    {
      mistake: 'it does not reconcile',
      tamper: () => ({ summary: { ...evidence.summary, reconciled: false, problems: ['a problem'] } }),
      name: 'the sweep reconciles',
    },
  ])('shows that $mistake', ({ tamper, name }) => {
    expect(broken(tamper())).toContain(name);
  });

  it('counts what is lost and what is doubled', () => {
    const [one = first('UPDATED')] = evidence.entries;

    expect(verdictOn({ ...evidence, entries: evidence.entries.slice(2) }).lost).toBe(2);
    expect(verdictOn({ ...evidence, entries: [...evidence.entries, one] }).doubled).toBe(1);
    expect(verdictOn({ ...evidence, targets: evidence.targets.slice(1) }).lost).toBe(1);
  });
});

function withScanned(summary: SweepSummary, more: number): SweepSummary {
  return { ...summary, products: { ...summary.products, scanned: summary.products.scanned + more } };
}

function failed(target: TargetEntry, Reason: string): TargetEntry {
  return { ...target, Swept: false, Reason };
}

function withProducts(change: object): SweepEvidence['before'] {
  const changed = [...evidence.before.provisionedProducts].map(
    ([id, product]) => [id, { ...product, ...change }] as const,
  );
  return { ...evidence.before, provisionedProducts: new Map(changed) };
}

function withNewestVersion(): SweepEvidence['before'] {
  const changed = [...evidence.before.provisionedProducts].map(
    ([id, product]) => [id, { ...product, versionId: product.versions.at(-1) }] as const,
  );
  return { ...evidence.before, provisionedProducts: new Map(changed) };
}
