import { leaseNumberOf, logKeys, versionFailureOf, workKeys } from '@catalog-sweep/core';
import { describe, expect, it } from '@jest/globals';

const SWEEP = '20261126T220000Z-1a2b3c4d';
const PRODUCT = { account: '500000000011', region: 'eu-west-1', provisionedProductId: 'pp-1' };

describe('keys in the log bucket', () => {
  it('have nothing but product logs where the prefix of the blog begins, which has no slash at its end', () => {
    const others = [logKeys.targets('2026-11-26', SWEEP, 'all'), logKeys.sweep('2026-11-26', SWEEP)];

    expect(others.filter((key) => key.startsWith('ServiceCatalogLogs'))).toEqual([]);
    expect(logKeys.products('ServiceCatalogLogs', '2026-11-26', SWEEP, 'all')).toBe(
      `ServiceCatalogLogs/dt=2026-11-26/${SWEEP}-all.jsonl`,
    );
  });

  it('differ by day, sweep and wave', () => {
    const keys = [
      logKeys.products('logs', '2026-11-26', SWEEP, 'all'),
      logKeys.products('logs', '2026-11-27', SWEEP, 'all'),
      logKeys.products('logs', '2026-11-26', SWEEP, 'rest'),
      logKeys.products('logs', '2026-11-26', '20261126T220000Z-00000000', 'all'),
    ];

    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('keys in the work bucket', () => {
  it('of a sweep are all below its id', () => {
    const keys = [
      workKeys.sweep(SWEEP),
      workKeys.wave(SWEEP, 'all'),
      workKeys.catalogue(SWEEP, 'eu-west-1'),
      workKeys.scanPart(SWEEP, 'all', PRODUCT, 0),
      workKeys.targetFailure(SWEEP, 'all', PRODUCT),
      workKeys.plan(SWEEP, 'all'),
      workKeys.intent(SWEEP, PRODUCT),
      workKeys.updateEnd(SWEEP, 'all', PRODUCT),
      workKeys.versionFailure(SWEEP, 'pa-1', 7, 'pp-1'),
      workKeys.stop(SWEEP),
      workKeys.closedWave(SWEEP, 'all'),
      workKeys.summary(SWEEP),
    ];

    expect(keys.filter((key) => !key.startsWith(`${SWEEP}/`))).toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('of the parts of a scan come in their order', () => {
    const keys = [2, 10, 100].map((part) => workKeys.scanPart(SWEEP, 'all', PRODUCT, part));

    expect(keys.toSorted()).toEqual(keys);
  });

  it('of leases come in their order, and tell their number', () => {
    const keys = [1, 2, 10, 123_456].map((number) => workKeys.lease(number));

    expect(keys.toSorted()).toEqual(keys);
    expect(keys.map(leaseNumberOf)).toEqual([1, 2, 10, 123_456]);
  });

  it('of failures of a version tell what failed, and when', () => {
    const key = workKeys.versionFailure(SWEEP, 'pa-1', 1_795_730_400_000, 'pp-1');

    expect(key.startsWith(workKeys.versionFailures(SWEEP, 'pa-1'))).toBe(true);
    expect(versionFailureOf(key)).toEqual({ at: 1_795_730_400_000, provisionedProductId: 'pp-1' });
  });
});
