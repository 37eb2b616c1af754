import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OtherOrganisationError, SimulatedOrganisation, StateDirectoryError } from '@catalog-sweep/simulated-org';
import { afterEach, describe, expect, it, test } from '@jest/globals';
import { DATA, HUB, Organisations } from './small-organisation.ts';

const organisations = new Organisations();
afterEach(() => organisations.closeAll());

/** The id of a process that is gone. */
function goneProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

/** A state folder with an organisation that is closed. */
async function closedFolder(): Promise<string> {
  const { organisation, stateDirectory } = await organisations.open({ buckets: [DATA] });
  await organisation.close();
  return stateDirectory;
}

describe('a state folder', () => {
  it('is made when it is not there, also below folders that are not', async () => {
    const stateDirectory = join(organisations.folder(), 'deep', 'state');

    await organisations.open({ stateDirectory });

    expect(readdirSync(stateDirectory)).toContain('organisation.json');
  });

  it('may be there already if it is empty', async () => {
    const stateDirectory = organisations.folder();
    mkdirSync(stateDirectory);

    const { organisation } = await organisations.open({ stateDirectory });

    expect(organisation.lastTime).toBeUndefined();
  });

  it('is refused in one line when it cannot be made', async () => {
    const file = organisations.folder();
    writeFileSync(file, '');

    const opened = organisations.open({ stateDirectory: join(file, 'state') });

    await expect(opened).rejects.toThrow(StateDirectoryError);
    await expect(opened).rejects.toThrow(/^cannot make the state folder .*state: /);
  });

  it('is refused when it holds another organisation', async () => {
    const stateDirectory = await closedFolder();

    const opened = organisations.open({ stateDirectory, identity: 'another' });

    await expect(opened).rejects.toThrow(OtherOrganisationError);
    await expect(opened).rejects.toThrow('holds another organisation (test, not another)');
  });

  it('is not emptied when it is a file', () => {
    const stateDirectory = organisations.folder();
    writeFileSync(stateDirectory, 'a file');

    const reset = () => SimulatedOrganisation.reset(stateDirectory);

    expect(reset).toThrow(StateDirectoryError);
    expect(readFileSync(stateDirectory, 'utf8')).toBe('a file');
  });

  test.each([
    { name: 'opened', use: (stateDirectory: string) => organisations.open({ stateDirectory }) },
    {
      name: 'emptied',
      use: (stateDirectory: string) => Promise.resolve().then(() => SimulatedOrganisation.reset(stateDirectory)),
    },
  ])('is not $name when somebody else has files there', async ({ use }) => {
    const stateDirectory = organisations.folder();
    mkdirSync(stateDirectory);
    writeFileSync(join(stateDirectory, 'thesis.txt'), 'important');

    const used = use(stateDirectory);

    await expect(used).rejects.toThrow(StateDirectoryError);
    expect(readdirSync(stateDirectory)).toEqual(['thesis.txt']);
  });

  it('is refused when it is a file', async () => {
    const stateDirectory = organisations.folder();
    writeFileSync(stateDirectory, 'a file');

    const opened = organisations.open({ stateDirectory });

    await expect(opened).rejects.toThrow(StateDirectoryError);
  });

  it('is refused when its identity is damaged', async () => {
    const stateDirectory = await closedFolder();
    writeFileSync(join(stateDirectory, 'organisation.json'), '{"ident');

    const opened = organisations.open({ stateDirectory });

    await expect(opened).rejects.toThrow(StateDirectoryError);
  });

  it('is of one process at a time', async () => {
    const { stateDirectory } = await organisations.open();

    const opened = organisations.open({ stateDirectory });

    await expect(opened).rejects.toThrow(`is in use by process ${process.pid}`);
    expect(() => SimulatedOrganisation.reset(stateDirectory)).toThrow(StateDirectoryError);
  });

  test.each([
    { name: 'a process that is gone', lock: `${goneProcess()} its lock` },
    { name: 'a process that is gone and had the id of this one', lock: `${process.pid} its lock` },
    { name: 'a process that was killed before it said its name', lock: '' },
  ])('is taken over from $name', async ({ lock }) => {
    const stateDirectory = await closedFolder();
    writeFileSync(join(stateDirectory, 'lock'), lock);

    await organisations.open({ stateDirectory });

    expect(readFileSync(join(stateDirectory, 'lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    expect(readdirSync(stateDirectory).filter((name) => name.startsWith('lock'))).toEqual(['lock']);
  });

  it('is left to a process that is alive', async () => {
    const stateDirectory = await closedFolder();
    writeFileSync(join(stateDirectory, 'lock'), `${process.ppid} lock of another process`);

    const opened = organisations.open({ stateDirectory });

    await expect(opened).rejects.toThrow(`is in use by process ${process.ppid}; wait for it`);
    expect(readFileSync(join(stateDirectory, 'lock'), 'utf8')).toBe(`${process.ppid} lock of another process`);
  });

  test.each([
    { name: 'made it', left: ['lock'] },
    { name: 'wrote whose it is', left: ['lock', 'organisation.json.new'] },
  ])('can be opened and emptied after a process that was killed when it $name', async ({ left }) => {
    const stateDirectory = organisations.folder();
    mkdirSync(stateDirectory);
    for (const name of left) writeFileSync(join(stateDirectory, name), String(goneProcess()));

    SimulatedOrganisation.reset(stateDirectory);
    const { organisation } = await organisations.open({ stateDirectory });

    expect(organisation.lastTime).toBeUndefined();
  });

  it('is free again when the founding fails', async () => {
    const stateDirectory = organisations.folder();
    const found = () => {
      throw new Error('no such organisation');
    };

    const failed = organisations.open({ stateDirectory, found });
    await expect(failed).rejects.toThrow('no such organisation');
    const { organisation } = await organisations.open({ stateDirectory });

    expect(organisation.credentialsFor({ account: HUB, roleName: 'Admin' })).toBeDefined();
  });

  it('is free again when a bucket cannot be made', async () => {
    const stateDirectory = organisations.folder();

    const failed = organisations.open({ stateDirectory, buckets: [{ ...DATA, name: 'No Bucket' }] });
    await expect(failed).rejects.toThrow('bucket');
    const { organisation } = await organisations.open({ stateDirectory });

    expect(organisation.lastTime).toBeUndefined();
  });

  it('is emptied by a reset, objects and all', async () => {
    const { organisation, stateDirectory } = await organisations.open({ buckets: [DATA] });
    writeFileSync(join(stateDirectory, 'buckets', 'data', 'key'), 'x');
    await organisation.close();

    SimulatedOrganisation.reset(stateDirectory);

    expect(existsSync(stateDirectory)).toBe(false);
  });

  it('does not have to be there for a reset', () => {
    const stateDirectory = organisations.folder();

    const reset = () => SimulatedOrganisation.reset(stateDirectory);

    expect(reset).not.toThrow();
  });
});
