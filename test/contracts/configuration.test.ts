import { readFileSync } from 'node:fs';
import {
  OUTCOME_MEANINGS,
  OUTCOMES,
  PlanSweepEvent,
  ScanTargetEvent,
  StartUpdateEvent,
  SweepConfiguration,
  SweepRequest,
} from '@catalog-sweep/core';
import { STATE_MACHINE_FILE } from '@catalog-sweep/hub/runtime';
import { describe, expect, it, test } from '@jest/globals';
import { parse } from 'yaml';

const SMALLEST = { logS3Bucket: 'logs', targets: { regions: ['eu-west-1'] } };

describe('a configuration that says as little as it can', () => {
  it('has every brake on', () => {
    expect(SweepConfiguration.parse(SMALLEST)).toMatchObject({
      optIn: ['spoke', 'shared'],
      updateTypes: ['CFN_STACK'],
      updateControlTowerAccounts: false,
      maxUpdates: 500,
      stopAfterFailures: 3,
      updateDeadlineMinutes: 180,
    });
  });

  it('writes logs where the blog post does', () => {
    expect(SweepConfiguration.parse(SMALLEST)).toMatchObject({
      logS3Key: 'ServiceCatalogLogs',
      tagOptionKey: 'AutoUpdateProvisionedProduct',
      tagOptionValue: 'true',
    });
  });
});

describe('a configuration', () => {
  test.each([
    { name: 'a setting that there is not', wrong: { maxUpdate: 3 } },
    { name: 'an account id as a number', wrong: { targets: { regions: ['eu-west-1'], include: { accounts: [5] } } } },
    { name: 'no Regions', wrong: { targets: { regions: [] } } },
    { name: 'a hold that names nothing', wrong: { holds: [{ reason: 'why not' }] } },
    { name: 'two waves of one name', wrong: { waves: [{ name: 'first' }, { name: 'first' }] } },
    { name: 'a wave with the name of the rest', wrong: { waves: [{ name: 'rest' }] } },
    { name: 'a prefix that ends with a slash', wrong: { logS3Key: 'logs/' } },
  ])('with $name is refused', ({ wrong }) => {
    expect(SweepConfiguration.safeParse({ ...SMALLEST, ...wrong }).success).toBe(false);
  });
});

describe('the deadlines of updates', () => {
  it('are over before the state machine ends a sweep, however long they are', () => {
    const definition = parse(readFileSync(STATE_MACHINE_FILE, 'utf8')) as { readonly TimeoutSeconds: number };
    const longest = { updateWindowMinutes: 24 * 60, updateDeadlineMinutes: 24 * 60 };
    const longer = Object.entries(longest).map(([name, minutes]) => ({ [name]: minutes + 1 }));

    expect(SweepConfiguration.safeParse({ ...SMALLEST, ...longest }).success).toBe(true);
    expect(longer.map((more) => SweepConfiguration.safeParse({ ...SMALLEST, ...more }).success)).toEqual([
      false,
      false,
    ]);
    expect(definition.TimeoutSeconds).toBeGreaterThanOrEqual(
      (longest.updateWindowMinutes + longest.updateDeadlineMinutes) * 60,
    );
  });
});

describe('a payload', () => {
  test.each([
    { name: 'to plan a sweep', schema: PlanSweepEvent },
    { name: 'to scan a target', schema: ScanTargetEvent },
    { name: 'to start an update', schema: StartUpdateEvent },
    { name: 'that asks for a sweep', schema: SweepRequest },
  ])('$name is refused when it is of another version of the contract', ({ schema }) => {
    const { error } = schema.safeParse({ contractVersion: 2 });

    expect(error?.issues.map(({ path }) => path.join('.'))).toContain('contractVersion');
  });
});

describe('the outcomes', () => {
  test.each(OUTCOMES.map((outcome) => ({ outcome, ...OUTCOME_MEANINGS[outcome] })))(
    '$outcome: have a sentence that says what it means, and one that says what to do',
    ({ meaning, remedy }) => {
      expect(meaning).toMatch(/^[A-Z].+\.$/);
      expect(remedy).toMatch(/^[A-Z].+\.$/);
    },
  );
});
