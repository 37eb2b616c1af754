import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BLOG_FIELDS, LogEntry, TargetEntry } from '@catalog-sweep/core';
import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { exampleOrganisation, filesBelow, sweep, temporaryFolder, type Swept } from './a-journey.ts';

const EXAMPLES = ['organisation.yaml', 'troubles.yaml'];

describe.each(EXAMPLES)('the log of a sweep of %s', (example) => {
  const stateDirectory = temporaryFolder();
  const bucket = join(stateDirectory, 'buckets', 'catalog-sweep-logs');
  let swept: Swept;
  let text: string;
  let lines: readonly Record<string, unknown>[];
  beforeAll(async () => {
    swept = await sweep(exampleOrganisation(example), {}, { stateDirectory });
    const { sweepId } = swept.summary;
    text = readFileSync(join(bucket, 'ServiceCatalogLogs', 'dt=2026-11-26', `${sweepId}-all.jsonl`), 'utf8');
    lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  });

  it('lies where it should, with nothing beside it', () => {
    const { sweepId, log } = swept.summary;

    expect(filesBelow(bucket)).toEqual([
      `ServiceCatalogLogs/dt=2026-11-26/${sweepId}-all.jsonl`,
      `catalog-sweep/sweeps/dt=2026-11-26/${sweepId}.jsonl`,
      `catalog-sweep/targets/dt=2026-11-26/${sweepId}-all.jsonl`,
    ]);
    expect(log.location).toBe('s3://catalog-sweep-logs/ServiceCatalogLogs/dt=2026-11-26/');
  });

  it('has one compact object in each line, and one newline at its end', () => {
    expect(text).toBe(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    expect(lines).toHaveLength(swept.summary.log.entries);
  });

  it('has the fields of the schema in each line, the sixteen of the blog post first', () => {
    for (const line of lines) {
      expect(() => LogEntry.parse(line)).not.toThrow();
      expect(Object.keys(line).slice(0, BLOG_FIELDS.length)).toEqual([...BLOG_FIELDS]);
      expect(Object.keys(line)).toEqual(Object.keys(LogEntry.shape));
    }
  });

  it('has null for what is not there, and never an empty text', () => {
    const empty = lines.flatMap((line) =>
      Object.entries(line)
        .filter(([, value]) => value === '')
        .map(([key]) => key),
    );

    // An account that stands right below the root lies in no OU, and says so by the name of the root.
    expect(empty).toEqual([]);
  });

  it('has its lines in the order of account, Region and provisioned product', () => {
    const places = swept.entries.map(
      ({ AccountNo, Region, ProvisionedProductId }) => `${AccountNo} ${Region} ${ProvisionedProductId}`,
    );

    expect(places).toEqual(places.toSorted());
  });

  it('has the facts of an update in the line of what was updated', () => {
    for (const entry of swept.entries.filter(({ Outcome }) => Outcome === 'UPDATED')) {
      expect(entry).toMatchObject({
        AutoUpdateProvisionedProduct: 'true',
        Errors: null,
        UpdateStatus: 'SUCCEEDED',
        Outdated: true,
        ProvisionedProductStatus: 'AVAILABLE',
        RecordId: expect.stringMatching(/^rec-/),
        LaunchedBy: expect.stringMatching(/^arn:aws:/),
        StackName: expect.stringMatching(/^SC-/),
      });
      expect((entry.UpdateStartedTime ?? '') < (entry.UpdateTimestamp ?? '')).toBe(true);
      expect(entry.ProvisionedVersion).not.toBe(entry.LatestVersionId);
    }
  });

  it('has no update in the line of what was left alone', () => {
    const untouched = swept.entries.filter(({ Outcome }) => Outcome === 'UP_TO_DATE' || Outcome === 'OPTED_OUT');

    expect(untouched.length).toBeGreaterThan(0);
    for (const entry of untouched) {
      expect(entry).toMatchObject({ UpdateStatus: null, UpdateTimestamp: null, UpdateStartedTime: null, Errors: null });
    }
  });

  test('of its targets has a line for each, in the order of account and Region', () => {
    const places = swept.targets.map(({ AccountNo, Region }) => `${AccountNo} ${Region}`);

    expect(places).toEqual(places.toSorted());
    expect(new Set(places).size).toBe(swept.summary.targets.planned);
    expect(swept.targets.map((target) => Object.keys(target))).toEqual(
      swept.targets.map(() => Object.keys(TargetEntry.shape)),
    );
  });
});
