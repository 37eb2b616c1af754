import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { run } from '@catalog-sweep/cli';
import { spokeTemplate } from '@catalog-sweep/spoke-role';
import { parse } from 'yaml';
import { RecordedTerminal } from './a-terminal.ts';

const IDENTITY = ['--hub-account', '222222222222', '--organization-id', 'o-abcdefghij'];
const SETTINGS = {
  partition: 'aws',
  hubAccount: '222222222222',
  organizationId: 'o-abcdefghij',
  portfolioAccess: true,
  managedPolicies: [],
  trustLocalSweeps: false,
};
const CONFIGURATION = `schemaVersion: 1
hub:
  account: '222222222222'
  region: us-gov-west-1
  role: delegated-administrator
  organizationId: o-abcdefghij
  organizationRootId: r-ab12
targets:
  regions: [us-gov-west-1]
spokes:
  portfolioAccess: false
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoke-template-'));
  await writeFile(join(folder, 'catalog-sweep.yaml'), CONFIGURATION);
});
afterAll(() => rm(folder, { recursive: true }));

async function printed(...options: readonly string[]) {
  const terminal = new RecordedTerminal(folder);
  const exitCode = await run(['spoke-template', ...options], terminal);
  return { exitCode, output: terminal.output, errors: terminal.errors };
}

describe('spoke-template', () => {
  it('prints what the configuration in this folder says, and nothing else', async () => {
    const { exitCode, output, errors } = await printed();

    expect(exitCode).toBe(0);
    expect(errors).toBe('');
    expect(parse(output)).toEqual(spokeTemplate({ ...SETTINGS, partition: 'aws-us-gov', portfolioAccess: false }));
  });

  test.each([
    { name: 'YAML', options: IDENTITY, settings: SETTINGS },
    { name: 'JSON', options: [...IDENTITY, '--format', 'json'], settings: SETTINGS },
    {
      name: 'without what doctor --fix may do',
      options: [...IDENTITY, '--no-portfolio-access'],
      settings: { ...SETTINGS, portfolioAccess: false },
    },
    {
      name: 'for sweeps from a machine, in China',
      options: [...IDENTITY, '--trust-local-sweeps', '--partition', 'aws-cn'],
      settings: { ...SETTINGS, trustLocalSweeps: true, partition: 'aws-cn' },
    },
  ])('needs no configuration when it is told who the hub is: $name', async ({ options, settings }) => {
    const { output } = await printed(...options);

    expect(parse(output)).toEqual(spokeTemplate(settings));
  });

  test.each([
    { name: 'half an identity', options: ['--hub-account', '222222222222'], error: '--organization-id is missing' },
    {
      name: 'what is no account',
      options: ['--hub-account', '22', '--organization-id', 'o-abcdefghij'],
      error: '--hub-account 22: an account id is 12 digits',
    },
    {
      name: 'two sources',
      options: ['--config', 'catalog-sweep.yaml', ...IDENTITY],
      error: '--config and --hub-account, --organization-id: a configuration says all of it; give one or the other',
    },
    {
      name: 'a file that is not there',
      options: ['--config', 'other.yaml'],
      error: 'other.yaml: there is no such file',
    },
  ])('refuses $name', async ({ options, error }) => {
    const { exitCode, output, errors } = await printed(...options);

    expect(exitCode).toBe(2);
    expect(output).toBe('');
    expect(errors).toContain(`error: ${error}`);
  });
});
