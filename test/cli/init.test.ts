import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '@catalog-sweep/core';
import { run } from '@catalog-sweep/cli';
import { readConfiguration } from '@catalog-sweep/hub/configuration';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { initCommand } from '../../packages/cli/src/commands/init.ts';
import type { ChoiceQuestion, Prompts, TextQuestion } from '../../packages/cli/src/prompts.ts';
import { RecordedTerminal } from './a-terminal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalog-sweep-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Somebody who answers by a part of the question; what has no answer is left empty, and the first choice is taken. */
class Person implements Prompts {
  readonly asked: string[] = [];
  readonly refused: string[] = [];
  readonly #answers: Readonly<Record<string, readonly string[]>>;

  constructor(answers: Readonly<Record<string, readonly string[]>>) {
    this.#answers = answers;
  }

  text({ message, fallback, problem }: TextQuestion): Promise<string> {
    this.asked.push(message);
    for (const answer of this.#answersTo(message) ?? [fallback]) {
      const refusal = problem(answer);
      if (refusal === undefined) return Promise.resolve(answer);
      this.refused.push(refusal);
    }
    return Promise.reject(new Error(`no answer that is taken: ${message}`));
  }

  choose({ message, choices }: ChoiceQuestion): Promise<string> {
    this.asked.push(message);
    return Promise.resolve(this.#answersTo(message)?.[0] ?? choices[0] ?? '');
  }

  #answersTo(message: string): readonly string[] | undefined {
    return Object.entries(this.#answers).find(([part]) => message.includes(part))?.[1];
  }
}

const ANSWERS = {
  'Account id of the hub': ['222222222222'],
  'Region of the hub': ['eu-west-1'],
  'Id of the organisation': ['o-larkspur01'],
  'Id of its root': ['r-ab12'],
};

const OPTIONS = [
  '--account=222222222222',
  '--region=eu-west-1',
  '--organization-id=o-larkspur01',
  '--root-id=r-ab12',
] as const;

async function asked(answers: Readonly<Record<string, readonly string[]>>, ...args: readonly string[]) {
  const terminal = new RecordedTerminal(folder);
  const person = new Person(answers);
  const command = initCommand(terminal, () => Promise.resolve(person));
  await command.parseAsync([...args], { from: 'user' });
  return { terminal, person };
}

async function init(...args: readonly string[]) {
  const terminal = new RecordedTerminal(folder);
  const exitCode = await run(['init', ...args], terminal);
  return { exitCode, terminal };
}

const written = () => readConfiguration(join(folder, 'catalog-sweep.yaml'));

describe('catalog-sweep init', () => {
  it('asks for what only a person can know, and has a default for the rest', async () => {
    const { terminal, person } = await asked(ANSWERS);

    expect(person.asked).toHaveLength(11);
    expect(written()).toMatchObject({
      hub: {
        account: '222222222222',
        region: 'eu-west-1',
        role: 'delegated-administrator',
        organizationId: 'o-larkspur01',
        organizationRootId: 'r-ab12',
      },
      targets: { regions: ['eu-west-1'] },
      cronExpressionForEventRule: 'cron(0 22 ? * THU *)',
      timeZone: 'UTC',
      mode: 'report',
    });
    expect(terminal.output).toBe('Wrote catalog-sweep.yaml.\n\nNext: catalog-sweep config check');
  });

  it('takes every answer', async () => {
    await asked({
      ...ANSWERS,
      'management account': ['111111111111'],
      Regions: ['eu-west-1, us-east-1'],
      'When does': ['cron(30 3 1 * ? *)'],
      'time zone': ['Europe/Dublin'],
      'existing bucket': ['12345'],
      'E-mail': ['me@larkspur.example, you@larkspur.example'],
    });

    expect(written()).toMatchObject({
      hub: { managementAccount: '111111111111' },
      targets: { regions: ['eu-west-1', 'us-east-1'] },
      cronExpressionForEventRule: 'cron(30 3 1 * ? *)',
      timeZone: 'Europe/Dublin',
      logS3Bucket: '12345',
      notificationAddresses: ['me@larkspur.example', 'you@larkspur.example'],
    });
  });

  it('asks again for what the configuration would refuse, and says why', async () => {
    const { person } = await asked({
      ...ANSWERS,
      'Account id of the hub': ['', '12', '222222222222'],
      'Region of the hub': ['eu-west-9', 'eu-west-1'],
      'management account': ['222222222222', '111111111111'],
      Regions: ['eu-west-1, cn-north-1', 'eu-west-1'],
      'When does': ['rate(7 days)', 'cron(0 22 ? * THU *)'],
      'time zone': ['Dublin', 'Europe/Dublin'],
    });

    expect(person.refused).toEqual([
      'there is no default for it',
      'an account id is 12 digits',
      expect.stringMatching(/^AWS has no Region eu-west-9/),
      expect.stringMatching(/^222222222222 is the hub/),
      expect.stringMatching(/^cn-north-1 is in the partition aws-cn/),
      expect.stringMatching(/^rate\(7 days\) counts from/),
      expect.stringMatching(/^Dublin is no time zone/),
    ]);
  });

  it('does not ask for what an option says, nor for what does not matter', async () => {
    const { person } = await asked({ 'What is the hub': ['management-account'] }, ...OPTIONS, '--time-zone=UTC');

    expect(person.asked).toHaveLength(5);
    expect(person.asked.join()).not.toMatch(/Account id|management account|time zone/);
    expect(written().hub).toEqual({
      account: '222222222222',
      region: 'eu-west-1',
      role: 'management-account',
      organizationId: 'o-larkspur01',
      organizationRootId: 'r-ab12',
    });
  });

  it('writes nothing when somebody has enough of its questions', async () => {
    const stopped: Prompts = {
      text: () => Promise.reject(new UsageError(['stopped: nothing was written'])),
      choose: () => Promise.reject(new UsageError(['stopped: nothing was written'])),
    };
    const command = initCommand(new RecordedTerminal(folder), () => Promise.resolve(stopped));

    const ended = command.parseAsync([], { from: 'user' });

    await expect(ended).rejects.toThrow('stopped: nothing was written');
    expect(existsSync(join(folder, 'catalog-sweep.yaml'))).toBe(false);
  });

  it('refuses an option that is at odds with an answer', async () => {
    const ended = asked(ANSWERS, '--regions=cn-north-1');

    await expect(ended).rejects.toThrow('targets.regions.0: cn-north-1 is in the partition aws-cn, and the hub in aws');
    expect(existsSync(join(folder, 'catalog-sweep.yaml'))).toBe(false);
  });
});

describe('catalog-sweep init --yes', () => {
  it('takes options and defaults', async () => {
    const { exitCode, terminal } = await init('--yes', ...OPTIONS, '--regions=eu-west-1,us-east-1');

    expect(exitCode).toBe(0);
    expect(written().targets.regions).toEqual(['eu-west-1', 'us-east-1']);
    expect(terminal.errLines).toEqual([]);
  });

  it('writes what config check takes', async () => {
    await init('--yes', ...OPTIONS);

    const exitCode = await run(['config', 'check'], new RecordedTerminal(folder));

    expect(exitCode).toBe(0);
  });

  it('names every option that is missing or wrong, a line each, and writes nothing', async () => {
    const { exitCode, terminal } = await init('--yes', '--account=12', '--region=eu-west-1', '--regions=eu-west-1,x');

    expect(exitCode).toBe(2);
    expect(terminal.errLines).toEqual([
      'error: --organization-id is needed with --yes: Id of the organisation (aws organizations describe-organization)',
      'error: --root-id is needed with --yes: Id of its root (aws organizations list-roots)',
      'error: --account 12: an account id is 12 digits',
      'error: --regions eu-west-1,x: a Region looks like eu-west-1',
    ]);
    expect(existsSync(join(folder, 'catalog-sweep.yaml'))).toBe(false);
  });

  it('refuses options that are at odds with each other', async () => {
    const { exitCode, terminal } = await init('--yes', ...OPTIONS, '--management-account=222222222222');

    expect(exitCode).toBe(2);
    expect(terminal.errors).toMatch(/^error: --management-account 222222222222: 222222222222 is the hub/);
  });
});

describe('the file that init writes', () => {
  it('names in its first line the JSON Schema, as an editor finds it from there', async () => {
    mkdirSync(join(folder, 'hubs'));
    const file = join(folder, 'hubs', 'production.yaml');

    const { terminal } = await init('--yes', ...OPTIONS, '--out', 'hubs/production.yaml');

    const [, schema = ''] = /^# yaml-language-server: \$schema=(.+)\n/.exec(readFileSync(file, 'utf8')) ?? [];
    expect(JSON.parse(readFileSync(resolve(dirname(file), schema), 'utf8'))).toMatchObject({
      title: 'catalog-sweep.yaml',
    });
    expect(terminal.output).toContain('Next: catalog-sweep config check hubs/production.yaml');
  });

  it('is not written over another', async () => {
    const file = join(folder, 'catalog-sweep.yaml');
    writeFileSync(file, 'mine\n');

    const { exitCode, terminal } = await init('--yes', ...OPTIONS);

    expect(exitCode).toBe(2);
    expect(terminal.errors).toBe(
      'error: catalog-sweep.yaml is there already: --force overwrites it, --out writes another',
    );
    expect(readFileSync(file, 'utf8')).toBe('mine\n');
  });

  it('is written over another with --force', async () => {
    writeFileSync(join(folder, 'catalog-sweep.yaml'), 'mine\n');

    const { exitCode } = await init('--yes', '--force', ...OPTIONS);

    expect(exitCode).toBe(0);
    expect(written().hub.account).toBe('222222222222');
  });

  it('is refused in a folder that there is not', async () => {
    const { exitCode, terminal } = await init('--yes', ...OPTIONS, '--out', 'no/where.yaml');

    expect(exitCode).toBe(2);
    expect(terminal.errors).toMatch(/^error: no\/where.yaml: cannot be written: ENOENT/);
  });
});

describe('catalog-sweep init where nobody can be asked', () => {
  it('says so in one line, with the options that are needed', async () => {
    const terminal = new RecordedTerminal(folder);
    const command = initCommand(terminal, () => Promise.resolve(undefined));

    const ended = command.parseAsync([], { from: 'user' });

    await expect(ended).rejects.toThrow(
      /^nobody can be asked here, stdin is no terminal: give --yes with --account, --region, --organization-id, --root-id$/,
    );
  });
});
