import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FINDING_CODES, OUTCOMES } from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';
import { readOrganisation } from '../../../packages/simulated-org/src/organisation/read-organisation.ts';

function fileOf(example: string): string {
  return fileURLToPath(new URL(`../../../examples/${example}`, import.meta.url));
}

/** The rows of the table in the comment at the top: an outcome, and the provisioned products that have it. */
function tableOf(example: string): readonly { readonly outcome: string; readonly text: string }[] {
  const rows = readFileSync(fileOf(example), 'utf8').matchAll(/^# {3}([A-Z_]+) +(.+)$/gm);
  return [...rows].map(([, outcome = '', text = '']) => ({ outcome, text }));
}

/** The list of what a doctor finds: `- CODE  account  Regions  why`, with a star for what it mends. */
function findingsOf(example: string) {
  const rows = readFileSync(fileOf(example), 'utf8').matchAll(/^# {3}[-*] ([A-Z_]+) {2,}(\S+) {2,}(.+?) {2,}/gm);
  return [...rows].map(([, code = '', account = '', regions = '']) => ({ code, account, places: regions.split(', ') }));
}

describe('the example organisations', () => {
  const examples = ['organisation.yaml', 'troubles.yaml'];

  test.each(examples)('%s names the schema that editors check it with', (example) => {
    const text = readFileSync(fileOf(example), 'utf8');

    expect(text).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/packages\/simulated-org\/organisation\.schema\.json\n/,
    );
  });

  test.each(examples)('%s tells of provisioned products that it has', (example) => {
    const names = readOrganisation(fileOf(example)).provisionedProducts.map(({ name }) => name);

    const rows = tableOf(example);

    expect(rows.filter(({ text }) => !names.some((name) => text.includes(name)))).toEqual([]);
  });

  it('list what a doctor finds by codes, accounts and Regions that there are', () => {
    const { accounts, regions } = readOrganisation(fileOf('organisation.yaml'));

    const findings = findingsOf('organisation.yaml');

    expect(new Set(findings.map(({ code }) => code)).size).toBeGreaterThan(15);
    for (const { code, account, places } of findings) {
      expect(FINDING_CODES).toContain(code);
      expect(accounts.map(({ name }) => name)).toContain(account);
      expect(['-', ...regions]).toEqual(expect.arrayContaining([...places]));
    }
  });

  it('have every outcome between them', () => {
    const told = new Set(examples.flatMap((example) => tableOf(example).map(({ outcome }) => outcome)));

    // In report mode what would be updated is UPDATE_AVAILABLE, as the comments say.
    expect(OUTCOMES.filter((outcome) => !told.has(outcome))).toEqual(['UPDATE_AVAILABLE']);
  });

  it('have an account that is suspended, one without roles, one with other roles, a Region that is not enabled, TagOptions never migrated', () => {
    const accounts = examples.flatMap((example) => readOrganisation(fileOf(example)).accounts);

    expect(accounts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ state: 'SUSPENDED' }),
        expect.objectContaining({ spokeRoles: 'none' }),
        expect.objectContaining({ spokeRoles: 'broken-trust' }),
        expect.objectContaining({ regions: ['eu-west-1', 'us-east-1'] }),
        expect.objectContaining({ tagOptionsMigrated: false }),
      ]),
    );
  });
});
