import { fileURLToPath } from 'node:url';
import { UsageError } from '@catalog-sweep/core';
import { parseConfiguration, readConfiguration } from '@catalog-sweep/hub/configuration';
import { describe, expect, it, test } from '@jest/globals';
import { BROKEN_CONFIGURATIONS, SMALLEST } from './broken-configurations.ts';

function problemsOf(text: string): readonly string[] {
  try {
    parseConfiguration(text, 'catalog-sweep.yaml');
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
}

describe('a configuration that says as little as it can', () => {
  it("has the blog post's names and defaults, only reports, and has every brake on", () => {
    expect(parseConfiguration(SMALLEST, 'catalog-sweep.yaml')).toMatchObject({
      logS3Key: 'ServiceCatalogLogs',
      tagOptionKey: 'AutoUpdateProvisionedProduct',
      tagOptionValue: 'true',
      cronExpressionForEventRule: 'cron(0 22 ? * THU *)',
      timeZone: 'UTC',
      mode: 'report',
      maxUpdates: 500,
      stopAfterFailures: 3,
      encryption: 'kms',
      targets: { include: { accounts: [], organizationalUnits: [] } },
    });
    expect(parseConfiguration(SMALLEST, 'catalog-sweep.yaml').logS3Bucket).toBeUndefined();
  });
});

describe('a configuration with', () => {
  test.each(BROKEN_CONFIGURATIONS)('$name is refused, and just that is named', ({ text, problems }) => {
    expect(problemsOf(text)).toEqual(problems.map((problem) => `catalog-sweep.yaml:${problem}`));
  });
});

describe('reading a configuration', () => {
  it('takes the example', () => {
    const example = fileURLToPath(new URL('../../../examples/catalog-sweep.yaml', import.meta.url));

    expect(readConfiguration(example)).toMatchObject({ hub: { organizationId: 'o-larkspur01' }, mode: 'report' });
  });

  it.each([
    {
      name: 'is not there',
      file: '/nowhere/catalog-sweep.yaml',
      says: /^\/nowhere\/catalog-sweep.yaml: there is no such file$/,
    },
    { name: 'is a folder', file: '/', says: /^\/: cannot be read: EISDIR/ },
  ])('says so when the file $name', ({ file, says }) => {
    expect(() => readConfiguration(file)).toThrow(says);
  });

  it('follows anchors to the line of what is wrong', () => {
    const text = `${SMALLEST}readerAccounts: &people ['333333333333', 5]\nwaves: [{ name: first, accounts: *people }]\n`;

    expect(problemsOf(text)).toEqual([
      'catalog-sweep.yaml:10: waves[0].accounts[1]: found 5; expected text, in quotes',
      'catalog-sweep.yaml:10: readerAccounts[1]: found 5; expected text, in quotes',
    ]);
  });
});
