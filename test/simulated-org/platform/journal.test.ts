import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CreatePortfolioCommand, ListPortfoliosCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { StateDirectoryError } from '@catalog-sweep/simulated-org';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import { MemoryStore } from '../../../packages/simulated-org/src/memory-store.ts';
import {
  DATA,
  HUB,
  Organisations,
  REGION,
  roleArn,
  SPOKE,
  START,
  type OpenOrganisation,
} from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

async function createPortfolios(open: OpenOrganisation, ...names: readonly string[]): Promise<void> {
  const catalog = new ServiceCatalogClient(open.settings({ account: HUB }, REGION));
  for (const name of names)
    await catalog.send(
      new CreatePortfolioCommand({ DisplayName: name, ProviderName: 'tests', IdempotencyToken: name }),
    );
}

async function portfolioNames(open: OpenOrganisation): Promise<string[]> {
  const catalog = new ServiceCatalogClient(open.settings({ account: HUB }, REGION));
  const { PortfolioDetails: portfolios } = await catalog.send(new ListPortfoliosCommand());
  return (portfolios ?? []).map(({ DisplayName = '' }) => DisplayName);
}

function journalOf(open: OpenOrganisation): string {
  return join(open.stateDirectory, 'journal.jsonl');
}

function linesOf(open: OpenOrganisation): string[] {
  return readFileSync(journalOf(open), 'utf8').split('\n').slice(0, -1);
}

/** Closes an organisation, does something to its journal, and opens it again. */
async function reopened(
  open: OpenOrganisation,
  meanwhile: (journal: string) => void = () => {},
): Promise<OpenOrganisation> {
  await open.organisation.close();
  meanwhile(journalOf(open));
  return organisations.open({ stateDirectory: open.stateDirectory });
}

/** Runs a process that prints what it was told of, kills it when that are so many lines, and returns them. */
async function idsUntilKilled(stateDirectory: string, count: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./endless-requests.ts', import.meta.url)), stateDirectory],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  const ids: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    ids.push(line);
    if (ids.length === count) child.kill('SIGKILL');
  }
  await ended;
  return ids;
}

describe('the journal', () => {
  it('has a line for each request that changed something, before the answer goes out', async () => {
    const open = await organisations.open();
    await createPortfolios(open, 'one', 'two');
    await open.organizations().send(new ListAccountsCommand());

    const lines = linesOf(open);

    expect(lines.map((line) => (JSON.parse(line) as { time: number }).time)).toEqual([START, START]);
  });

  it('gives the same state again', async () => {
    const open = await organisations.open();
    await createPortfolios(open, 'one', 'two');
    const before = open.organisation.snapshot();

    const again = await reopened(open);

    expect(again.organisation.snapshot()).toEqual(before);
    expect(await portfolioNames(again)).toEqual(['one', 'two']);
  });

  it('keeps sessions', async () => {
    const open = await organisations.open();
    const { Credentials: keys } = await open
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: roleArn(SPOKE, 'Admin'), RoleSessionName: 'sweep' }));

    const again = await reopened(open);
    const { Account: account } = await again
      .sts({
        accessKeyId: keys?.AccessKeyId ?? '',
        secretAccessKey: keys?.SecretAccessKey ?? '',
        sessionToken: keys?.SessionToken ?? '',
      })
      .send(new GetCallerIdentityCommand());

    expect(account).toBe(SPOKE);
  });

  it('is cut where the process was killed in the middle of a line, and goes on from there', async () => {
    const open = await organisations.open();
    await createPortfolios(open, 'one', 'two');
    const whole = linesOf(open);

    const again = await reopened(open, (journal) => truncateSync(journal, readFileSync(journal).length - 5));
    await createPortfolios(again, 'three');

    expect(await portfolioNames(again)).toEqual(['one', 'three']);
    expect(linesOf(again)[0]).toBe(whole[0]);
    expect(linesOf(again)).toHaveLength(2);
  });

  it('has all that anybody was told of when the process is killed', async () => {
    const stateDirectory = organisations.folder();
    const told = await idsUntilKilled(stateDirectory, 20);

    const again = await organisations.open({ stateDirectory });

    const portfolios = again.organisation.snapshot() as { 'servicecatalog.portfolios': object };
    expect(Object.keys(portfolios['servicecatalog.portfolios'])).toEqual(expect.arrayContaining(told));
  }, 20_000);

  test.each([
    { name: 'no JSON', line: '{"time":1,' },
    { name: 'null', line: 'null' },
    { name: 'without changes', line: '{"time":1}' },
  ])('is refused when a line is $name, and the folder can be tried again', async ({ line }) => {
    const open = await organisations.open();
    await createPortfolios(open, 'one', 'two');
    const text = readFileSync(journalOf(open), 'utf8');

    const damaged = reopened(open, (journal) => writeFileSync(journal, `${line}\n${text}`));
    await expect(damaged).rejects.toThrow(StateDirectoryError);
    await expect(damaged).rejects.toThrow('journal.jsonl, line 1');
    writeFileSync(journalOf(open), text);
    const mended = await organisations.open({ stateDirectory: open.stateDirectory });

    expect(await portfolioNames(mended)).toEqual(['one', 'two']);
  });

  it('writes nothing of a request that fails', async () => {
    const open = await organisations.open();

    const answer = open
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: roleArn(SPOKE, 'Nobody'), RoleSessionName: 'sweep' }));

    await expect(answer).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(linesOf(open)).toEqual([]);
  });

  it('notes how late it is when an object is written, so that nobody goes back to before it', async () => {
    const open = await organisations.open({ buckets: [DATA] });
    open.clock.catchUp(START + 60_000);
    await open.s3().send(new PutObjectCommand({ Bucket: 'data', Key: 'key', Body: 'x' }));

    // A kill: nothing is closed properly.
    const lines = linesOf(open);
    const again = await reopened(open, (journal) => writeFileSync(journal, `${lines.join('\n')}\n`));

    expect(again.organisation.lastTime).toBe(START + 60_000);
  });

  it('notes at the end how late it is', async () => {
    const open = await organisations.open();
    await createPortfolios(open, 'one');
    open.clock.catchUp(START + 60_000);

    const again = await reopened(open);

    expect(again.organisation.lastTime).toBe(START + 60_000);
  });
});

describe('a transaction', () => {
  const role = (name: string) => ({
    account: HUB,
    name,
    arn: roleArn(HUB, name),
    id: name,
    createdAt: START,
    description: undefined,
    tags: {},
    trustDocument: '',
    principalIds: {},
    trustPolicy: { Version: '2012-10-17' as const, Statement: [] },
    policies: [],
    maxSessionDurationSeconds: 3600,
  });

  test.each([
    { name: 'a put of something new', change: (store: MemoryStore) => store.put('iam.roles', 'new', role('new')) },
    { name: 'a put over something', change: (store: MemoryStore) => store.put('iam.roles', 'a', role('other')) },
    { name: 'a removal', change: (store: MemoryStore) => store.remove('iam.roles', 'a') },
    {
      name: 'a removal and a put',
      change: (store: MemoryStore) => {
        store.remove('iam.roles', 'a');
        store.put('iam.roles', 'a', role('a'));
      },
    },
    {
      name: 'a put and a removal of it',
      change: (store: MemoryStore) => {
        store.put('iam.roles', 'new', role('new'));
        store.remove('iam.roles', 'new');
      },
    },
  ])('that throws has changed nothing, not even the order: $name', ({ change }) => {
    const store = new MemoryStore();
    for (const name of ['a', 'b', 'c']) store.put('iam.roles', name, role(name));
    const before = [...store.all('iam.roles')];

    const failing = () =>
      store.transaction(
        () => {
          change(store);
          throw new Error('no');
        },
        () => {},
      );

    expect(failing).toThrow('no');
    expect([...store.all('iam.roles')]).toEqual(before);
  });

  it('whose changes cannot be kept has changed nothing', () => {
    const store = new MemoryStore();

    const failing = () =>
      store.transaction(
        () => store.put('iam.roles', 'new', role('new')),
        () => {
          throw new Error('the disk is full');
        },
      );

    expect(failing).toThrow('the disk is full');
    expect([...store.all('iam.roles')]).toEqual([]);
  });

  it('hands over its changes, which give the same state elsewhere', () => {
    const store = new MemoryStore();
    const other = new MemoryStore();
    for (const name of ['a', 'b']) store.put('iam.roles', name, role(name));
    for (const name of ['a', 'b']) other.put('iam.roles', name, role(name));

    store.transaction(
      () => {
        store.remove('iam.roles', 'a');
        store.put('iam.roles', 'c', role('c'));
      },
      (changes) => other.replay(changes),
    );

    expect(other.snapshot([])).toEqual(store.snapshot([]));
    expect([...other.all('iam.roles')].map(({ name }) => name)).toEqual(['b', 'c']);
  });
});
