import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '@catalog-sweep/cli';
import { parseConfiguration } from '@catalog-sweep/hub/configuration';
import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { plannedDeployment } from '../../packages/cli/src/planned-deployment.ts';
import { renderPlannedDeployment } from '../../packages/cli/src/render/planned-deployment.ts';
import { BROKEN_CONFIGURATIONS, SMALLEST } from '../hub/configuration/broken-configurations.ts';
import { RecordedTerminal } from './a-terminal.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/catalog-sweep.yaml', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalog-sweep-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function check(...args: readonly string[]) {
  const terminal = new RecordedTerminal(folder);
  const exitCode = await run(['config', 'check', ...args], terminal);
  return { exitCode, terminal };
}

/** Milliseconds since 1970. */
const NOW = Date.parse('2026-11-23T12:00:00Z');

function planned(lines = '') {
  return plannedDeployment(parseConfiguration(`${SMALLEST}${lines}\n`, 'catalog-sweep.yaml'), NOW);
}

function rendered(lines = ''): string {
  return renderPlannedDeployment(planned(lines), 'catalog-sweep.yaml', new RecordedTerminal());
}

describe('catalog-sweep config check, on a configuration that is wrong,', () => {
  test.each(BROKEN_CONFIGURATIONS)('names every mistake: $name', async ({ text, problems }) => {
    writeFileSync(join(folder, 'catalog-sweep.yaml'), text);

    const { exitCode, terminal } = await check();

    expect(exitCode).toBe(2);
    expect(terminal.errLines).toEqual(problems.map((problem) => `error: catalog-sweep.yaml:${problem}`));
    expect(terminal.outLines).toEqual([]);
  });

  it('gives them as one document', async () => {
    writeFileSync(join(folder, 'other.yaml'), `${SMALLEST}mode: both\nmaxUpdate: 1\n`);

    const { exitCode, terminal } = await check('other.yaml', '--json');

    expect(exitCode).toBe(2);
    expect(JSON.parse(terminal.output)).toEqual({
      valid: false,
      problems: [
        'other.yaml:10: mode: found "both"; expected report or update',
        'other.yaml:11: maxUpdate: there is no such setting; close: maxUpdates',
      ],
    });
    expect(terminal.errLines).toEqual([]);
  });

  it('names the command that writes one where there is none', async () => {
    const { exitCode, terminal } = await check();

    expect(exitCode).toBe(2);
    expect(terminal.errors).toBe(
      `error: there is no catalog-sweep.yaml in ${folder}: \`catalog-sweep init\` writes one`,
    );
  });

  it('says that a file is not there which was named', async () => {
    const { exitCode, terminal } = await check('hub.yaml');

    expect(exitCode).toBe(2);
    expect(terminal.errors).toBe('error: hub.yaml: there is no such file');
  });
});

describe('catalog-sweep config check, on the example,', () => {
  it('says what would be deployed', async () => {
    const { exitCode, terminal } = await check(EXAMPLE);

    expect(exitCode).toBe(0);
    expect(terminal.errLines).toEqual([]);
    for (const said of [
      /CatalogSweepHub +222222222222 eu-west-1: buckets, functions/,
      /CatalogSweepSpokes +222222222222 eu-west-1: a StackSet/,
      /CatalogSweepManagementAccount +111111111111 eu-west-1/,
      /when +cron\(0 22 \? \* THU \*\), Europe\/Dublin/,
      /mode +report: it looks and reports; nothing is updated/,
      /accounts +all of the organisation o-larkspur01/,
      /except +500000000071/,
      /Regions +eu-west-1, eu-central-2, us-east-1/,
      /in order +development \(500000000012, 500000000022, 500000000032\), then/,
      /opted in +by the TagOption AutoUpdateProvisionedProduct = true in the spoke/,
      /at most +200 updates a sweep, each followed for 3 hours/,
      /stops +with a version after 3 failures/,
      /at once +40 scans, 20 updates/,
      /held +ledger-db: no changes to the ledger/,
      /logs +a bucket that the hub makes in eu-west-1/,
      /encrypted +the hub's buckets: with a KMS key of its own/,
      /readers +the hub, 500000000031, 333333333333/,
      /alarms +to platform@larkspur.example/,
    ]) {
      expect(terminal.output).toMatch(said);
    }
  });

  it('gives it as one document, with all settings and the next three runs', async () => {
    const { exitCode, terminal } = await check(EXAMPLE, '--json');

    expect(exitCode).toBe(0);
    expect(JSON.parse(terminal.output)).toMatchObject({
      valid: true,
      stacks: [
        { name: 'CatalogSweepHub', account: '222222222222', region: 'eu-west-1' },
        { name: 'CatalogSweepSpokes' },
        { name: 'CatalogSweepManagementAccount', account: '111111111111' },
      ],
      nextRuns: Array.from({ length: 3 }, () => expect.stringMatching(/^\d{4}-\d{2}-\d{2}T2[12]:00:00.000Z$/)),
      warnings: [],
      configuration: { hub: { account: '222222222222' }, maxUpdates: 200, updateWindowMinutes: null },
    });
  });
});

describe('what a configuration would deploy', () => {
  it('has the next three runs in the time zone of the schedule, and in UTC where that is another', () => {
    const text = rendered('timeZone: America/New_York');

    expect(text).toMatch(
      /next +Thu, 26 Nov 2026, 22:00 \(03:00 UTC\)\n +Thu, 3 Dec 2026, 22:00 \(03:00 UTC\)\n +Thu, 10 Dec 2026/,
    );
  });

  it.each([
    { name: 'a hub that is the management account', role: 'management-account', account: '222222222222' },
    { name: 'no stack when nobody named it', role: 'delegated-administrator', account: undefined },
  ])('has for the management account: $name', ({ role, account }) => {
    const text = SMALLEST.replace('delegated-administrator', role);

    const { stacks } = plannedDeployment(parseConfiguration(text, 'catalog-sweep.yaml'), NOW);

    expect(stacks.find(({ name }) => name === 'CatalogSweepManagementAccount')?.account).toBe(account);
  });

  it('says that nothing joins a list of accounts', () => {
    const text = SMALLEST.replace('regions:', "include: { accounts: ['500000000011'] }\n  regions:");

    const { stacks } = plannedDeployment(parseConfiguration(text, 'catalog-sweep.yaml'), NOW);

    expect(stacks.map(({ holds }) => holds)).toContain('a StackSet: two roles in each account that is named');
  });

  it('counts accounts where they are many', () => {
    const accounts = Array.from({ length: 9 }, (_, index) => `'50000000000${index}'`);

    expect(rendered(`waves:\n  - { name: first, accounts: [${accounts.join(', ')}] }`)).toMatch(
      /in order +first \(9 accounts\), then everything else/,
    );
  });

  it.each([
    { name: 'another log bucket', lines: 'logS3Bucket: larkspur-logs', says: /logs +larkspur-logs, below/ },
    { name: 'keys of S3', lines: 'encryption: s3', says: /encrypted +the hub's buckets: with keys of S3/ },
    {
      name: 'OUs',
      lines: 'waves: [{ name: first, organizationalUnits: [ou-ab12-12345678] }]',
      says: /first \(ou-ab12-12345678 and all below\)/,
    },
    { name: 'a window', lines: 'updateWindowMinutes: 90', says: /500 updates a sweep, started within 90 minutes/ },
    { name: 'more types', lines: 'updateControlTowerAccounts: true', says: /CFN_STACK, and accounts of Control Tower/ },
    {
      name: 'several holds',
      lines: "holds: [{ product: Jenkins, account: '500000000011' }, { provisionedProduct: ledger-db }]",
      says: /held +Jenkins in 500000000011\n +ledger-db/,
    },
  ])('tells of $name', ({ lines, says }) => {
    expect(rendered(lines)).toMatch(says);
  });
});

describe('a warning', () => {
  const quiet = "notificationAddresses: [me@larkspur.example]\nreaderAccounts: ['111111111111']";
  const excluded = SMALLEST.replace('regions:', "exclude: { accounts: ['111111111111'] }\n  regions:");

  it.each([
    { name: 'update mode', lines: 'mode: update', warns: /^mode is update: the scheduled sweep changes/ },
    { name: 'alarms that nobody gets', lines: '', warns: /^no notificationAddresses/ },
    { name: 'a management account without roles', lines: quiet, warns: /^the management account is among the targets/ },
    {
      name: 'a bucket of another account',
      lines: "logS3Bucket: larkspur-logs\nlogBucket: { account: '333333333333' }",
      warns: /^the log bucket is of account 333333333333: its owner has to add/,
    },
    { name: "opt-in by the hub's catalogue", lines: 'optIn: [hub]', warns: /^optIn has hub/ },
    {
      name: 'rights of the update role',
      lines: 'spokes: { managedPolicies: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] }',
      warns: /^spokes.managedPolicies: in every account the update role gets all that arn:aws:iam::aws:policy/,
    },
    { name: 'trust in machines', lines: 'spokes: { trustLocalSweeps: true }', warns: /^spokes.trustLocalSweeps/ },
    {
      name: 'a schedule that overtakes its sweeps',
      lines: 'cronExpressionForEventRule: cron(0 * * * ? *)',
      warns: /^the next runs are 60 minutes apart, and one update may take 180 .*SKIPPED$/,
    },
    {
      name: 'a schedule that is over',
      lines: 'cronExpressionForEventRule: cron(0 22 ? * THU 2025)',
      warns: /^the schedule has no run ahead/,
    },
  ])('tells of $name', ({ lines, warns }) => {
    const { warnings } = planned(lines);

    expect(warnings).toContainEqual(expect.stringMatching(warns));
    expect(rendered(lines)).toContain('To know\n');
  });

  it('is not given where there is nothing to think about', () => {
    const text = `${excluded.replace('exclude', 'include')}${quiet}\n`;

    expect(plannedDeployment(parseConfiguration(text, 'catalog-sweep.yaml'), NOW).warnings).toEqual([]);
  });
});
