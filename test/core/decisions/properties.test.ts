import { updateToken } from '../../../packages/core/src/decisions/update-token.ts';
import { describe, expect, it } from '@jest/globals';
import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  property,
  record,
  shuffledSubarray,
  string,
  uniqueArray,
  type Arbitrary,
} from 'fast-check';
import type { ProductVersion } from '../../../packages/core/src/contract/payloads.ts';
import { interleave } from '../../../packages/core/src/decisions/interleave.ts';
import { goesDown, newestVersion } from '../../../packages/core/src/decisions/newest-version.ts';
import { decideParameters } from '../../../packages/core/src/decisions/parameters.ts';
import { versionLag } from '../../../packages/core/src/decisions/version-lag.ts';
import { aPlannedUpdate } from '../builders.ts';
import { aVersion } from '../catalogue-builders.ts';

/** Names that are semantic versions and names that are not, and times of which many are the same. */
const versions: Arbitrary<readonly ProductVersion[]> = uniqueArray(
  record({
    id: integer({ min: 1, max: 50 }),
    name: constantFrom('1.0.0', 'v1.10.0', '0.9.0', '2.0.0-rc.1', 'blue', 'green', 'latest'),
    createdAt: constantFrom(1, 1, 1, 2),
    active: constantFrom(true, true, false),
    deprecated: constantFrom(false, false, true),
  }),
  { selector: ({ id }) => id, maxLength: 8 },
).map((all) => all.map(({ id, ...others }) => aVersion({ id: `pa-${id}`, ...others })));

const inTwoOrders = versions.chain((all) =>
  shuffledSubarray([...all], { minLength: all.length, maxLength: all.length }).map((other) => ({ all, other })),
);

describe('whatever versions there are', () => {
  it('the newest is the same in any order of them', () => {
    assert(
      property(inTwoOrders, ({ all, other }) => expect(newestVersion(other)).toEqual(newestVersion(all))),
      {
        numRuns: 3000,
      },
    );
  });

  it('the newest may be gone to, and nothing that may was made later', () => {
    assert(
      property(versions, (all) => {
        const newest = newestVersion(all);
        const eligible = all.filter(({ active, deprecated }) => active && !deprecated);

        expect(newest === undefined).toBe(eligible.length === 0);
        expect(eligible.filter(({ createdAt }) => createdAt > (newest?.createdAt ?? 0))).toEqual([]);
      }),
    );
  });

  it('what runs the newest is not behind, and what is behind has something newer', () => {
    assert(
      property(versions, (all) => {
        for (const { id, createdAt } of all) {
          const { newest, outdated, versionsBehind } = versionLag(all, { currentId: id, now: 10 });
          expect(outdated && newest?.id === id).toBe(false);
          expect(outdated).toBe((versionsBehind ?? 0) > 0);
          expect(outdated && (newest?.createdAt ?? 0) < createdAt).toBe(false);
        }
      }),
    );
  });

  it('no two of them are each lower than the other', () => {
    assert(
      property(versions, (all) => {
        for (const one of all) {
          for (const other of all) expect(goesDown(one, other) && goesDown(other, one)).toBe(false);
        }
      }),
    );
  });
});

describe('whatever is to be updated', () => {
  const updates = uniqueArray(
    record({ account: integer({ min: 1, max: 4 }), region: constantFrom('eu-west-1', 'us-east-1'), id: integer() }),
    { selector: ({ id }) => id, maxLength: 30 },
  ).map((all) =>
    all.map(({ account, region, id }) =>
      aPlannedUpdate({ account: String(account).repeat(12), region, provisionedProductId: `pp-${id}` }),
    ),
  );

  it('the order has all of it once, whatever order it came in, and each account in turn', () => {
    assert(
      property(updates, (all) => {
        const order = interleave(all);

        expect(new Set(order)).toEqual(new Set(all));
        expect(order).toHaveLength(all.length);
        expect(interleave(all.toReversed())).toEqual(order);
        // Nobody has its nth update before another that still has updates has had its n-1 first.
        const rounds = order.map(
          (update, index) => order.slice(0, index).filter(({ account }) => account === update.account).length,
        );
        expect(rounds).toEqual(rounds.toSorted((a, b) => a - b));
      }),
    );
  });

  it('its token is within what AWS takes, the same again, and another for anything else', () => {
    const identity = record({
      account: string(),
      region: string(),
      provisionedProductId: string(),
      versionId: string(),
      lastRecordId: string(),
    });
    assert(
      property(identity, (one) => {
        const token = updateToken(one);

        expect(token).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,127}$/);
        expect(updateToken({ ...one })).toBe(token);
        expect(updateToken({ ...one, lastRecordId: `${one.lastRecordId}x` })).not.toBe(token);
      }),
    );
  });
});

describe('whatever parameters two versions have', () => {
  it('only what both know is kept, and only what is new and without a default is missing', () => {
    const keys = array(constantFrom('A', 'B', 'C', 'D', 'E'));
    const parameters = uniqueArray(record({ key: constantFrom('A', 'B', 'C', 'D', 'E'), hasDefault: boolean() }), {
      selector: ({ key }) => key,
    });
    assert(
      property(keys, parameters, (old: readonly string[], next) => {
        const { keep, missing } = decideParameters(old, next);
        const known = new Set<string>(next.map(({ key }) => key));

        expect(keep.every((key) => old.includes(key) && known.has(key))).toBe(true);
        expect(missing.every((key) => !old.includes(key))).toBe(true);
        for (const { key, hasDefault } of next) {
          expect(keep.includes(key) || missing.includes(key) || hasDefault).toBe(true);
        }
      }),
    );
  });
});
