import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HANDLER_NAMES } from '@catalog-sweep/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/*
 * The packages as somebody else gets them: built, packed, and unpacked into the node_modules of an app that knows nothing of this
 * repository. What they depend on from others is linked from here, so that no network is needed: whether registries have it is not what is
 * tested.
 */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TSC = join(ROOT, 'node_modules/.bin/tsc');
const PACKAGES = ['core', 'dashboard', 'spoke-role', 'hub', 'simulated-org', 'state-machine-runner', 'cli'];

const app = mkdtempSync(join(tmpdir(), 'catalog-sweep-app-'));
const modules = join(app, 'node_modules');

interface Manifest {
  readonly exports: object;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): { readonly status: number; readonly output: string } {
  const env = { ...process.env, ...environment };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status: status ?? 1, output: stdout + stderr };
}

function succeed(...call: Parameters<typeof run>): string {
  const { status, output } = run(...call);
  if (status !== 0) throw new Error(`${call[0]} ${call[1].join(' ')}: ${output}`);
  return output;
}

/** pnpm as it runs these tests, or as anybody gets it. */
function pnpm(args: readonly string[], cwd: string): string {
  const own = process.env['npm_execpath'];
  return own?.endsWith('pnpm') === true ? succeed(own, args, cwd) : succeed('npx', ['--yes', 'pnpm@12', ...args], cwd);
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Packs a package and unpacks it where an app would have it, with what it depends on from others. */
function install(name: string): void {
  const source = join(ROOT, 'packages', name);
  const tarball = join(app, `${name}.tgz`);
  pnpm(['pack', '--pack-gzip-level', '1', '--out', tarball], source);
  const { dependencies = {}, peerDependencies = {} } = manifestOf(source);
  const target = join(modules, '@catalog-sweep', name);
  mkdirSync(target, { recursive: true });
  succeed('tar', ['-xzf', tarball, '--strip-components', '1', '-C', target], app);
  for (const dependency of Object.keys({ ...dependencies, ...peerDependencies })) {
    if (!dependency.startsWith('@catalog-sweep/')) link(dependency, source);
  }
}

/** Gives the app a package of others, as somebody of this repository has it. */
function link(dependency: string, owner: string): void {
  const place = join(modules, dependency);
  if (existsSync(place)) return;
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(realpathSync(join(owner, 'node_modules', dependency)), place);
}

beforeAll(() => {
  // What `pnpm build` does, but for the bundles, which are made before all tests.
  succeed(TSC, ['--build', 'tsconfig.build.json'], ROOT);
  succeed(process.execPath, ['scripts/copy-data-files.ts'], ROOT);
  for (const name of PACKAGES) install(name);
  link('@types/node', ROOT);
  copyFileSync(join(ROOT, 'examples/catalog-sweep.yaml'), join(app, 'catalog-sweep.yaml'));
  writeFileSync(join(app, 'app.mts'), exampleOf(join(ROOT, 'packages/hub/README.md')));
}, 180_000);

afterAll(() => {
  rmSync(app, { recursive: true, force: true });
});

/** The first TypeScript of a page. */
function exampleOf(page: string): string {
  const [, example] = /```ts\n(.*?)```/s.exec(readFileSync(page, 'utf8')) ?? [];
  if (example === undefined) throw new Error(`no example in ${page}`);
  return example;
}

describe('the packages as they are published', () => {
  it('synthesise the documented example, with the code of every function', () => {
    const assembly = join(app, 'cdk.out');

    succeed(process.execPath, ['app.mts'], app, { CDK_OUTDIR: assembly });

    const files = readdirSync(assembly);
    const template = readFileSync(join(assembly, 'CatalogSweepHub.template.json'), 'utf8');
    expect(files).toContain('CatalogSweepSpokes.template.json');
    // One more creates the views, and stands in the template itself.
    expect(template.match(/"Type": "AWS::Lambda::Function"/g)).toHaveLength(HANDLER_NAMES.length + 1);
    expect(files.filter((file) => existsSync(join(assembly, file, 'index.mjs')))).toHaveLength(HANDLER_NAMES.length);
  });

  it('have types that the documented example goes with', () => {
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', 'node'];

    const checked = run(TSC, [...options, '--skipLibCheck', 'app.mts'], app);

    expect(checked).toEqual({ status: 0, output: '' });
  });

  it('have the command, which runs', () => {
    const help = succeed(process.execPath, ['node_modules/@catalog-sweep/cli/bin.js', '--help'], app);

    expect(help).toMatch(/Usage: catalog-sweep .*\n/);
  });

  it('hold no sources, no tests and nothing of the build', () => {
    const strangers = readdirSync(join(modules, '@catalog-sweep'), { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.tsbuildinfo$|\.test\.|(?<!\.d)\.ts$|\/src\//.test(file),
    );

    expect(strangers).toEqual([]);
  });

  it.each(PACKAGES)('%s says what it is, and under which licence', (name) => {
    const folder = join(modules, '@catalog-sweep', name);

    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist', 'package.json']));
  });

  it.each(PACKAGES)('%s leads to nothing that is only here', (name) => {
    const { exports, dependencies } = manifestOf(join(modules, '@catalog-sweep', name));

    expect(JSON.stringify(exports)).not.toContain('/src/');
    expect(JSON.stringify(dependencies ?? {})).not.toContain('workspace:');
  });
});
