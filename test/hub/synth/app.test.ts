import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const APP = fileURLToPath(new URL('../../../packages/hub/src/app.ts', import.meta.url));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the app as `pnpm synth` does, called from this folder, without an account and without credentials. */
function run(folder: string, ...args: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env['PATH'], INIT_CWD: folder, HOME: folder };
  return new Promise((resolve) => {
    execFile(process.execPath, [APP, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

function aFolder(): string {
  return mkdtempSync(join(tmpdir(), 'catalog-sweep-app-'));
}

describe('the app', () => {
  it('synthesises the example where there is no configuration, says so, and names what to do next', async () => {
    const folder = aFolder();

    const { code, stdout, stderr } = await run(folder);

    expect(stderr).toBe(
      `no catalog-sweep.yaml in ${folder}: this is the example; catalog-sweep init writes one of your own\n`,
    );
    expect(stdout).toContain('CatalogSweepHub.template.json for account 222222222222 in eu-west-1');
    expect(stdout).toMatch(/^next: npx --yes aws-cdk@2\.1148\.1 deploy --app \S+cdk\.out CatalogSweepHub$/m);
    for (const name of ['CatalogSweepHub', 'CatalogSweepSpokes', 'CatalogSweepManagementAccount']) {
      expect(existsSync(join(folder, 'cdk.out', `${name}.template.json`))).toBe(true);
    }
    expect(code).toBe(0);
  });

  it('tells every mistake of a configuration, and writes nothing', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'mine.yaml'), 'schemaVersion: 1\nhub: {}\n');

    const { code, stdout, stderr } = await run(folder, '--config', 'mine.yaml');

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`error: ${join(folder, 'mine.yaml')}:2: hub.account: missing`);
    expect(existsSync(join(folder, 'cdk.out'))).toBe(false);
  });

  it('takes its own option alone', async () => {
    const { code, stderr } = await run(aFolder(), '--nonsense');

    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: Unknown option '--nonsense'.*: the one option is --config FILE$/m);
  });
});
