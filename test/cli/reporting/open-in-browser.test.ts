import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { aLogBucket } from './a-log-bucket.ts';

const BIN = fileURLToPath(new URL('../../../packages/cli/bin.js', import.meta.url));
const folder = aLogBucket();

/** A process of its own: what else keeps a test's process alive hides that nothing waits for the opener. */
test('a browser that stays open is success, and is not waited for', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'open-'));
  const browser = join(directory, 'browser');
  writeFileSync(browser, `#!/bin/sh\necho "$@" > ${join(directory, 'opened')}\nexec sleep 20 > /dev/null 2>&1\n`);
  chmodSync(browser, 0o755);

  const before = Date.now();
  await promisify(execFile)(process.execPath, [BIN, 'dashboard', '--log', folder, '--open'], {
    cwd: directory,
    env: { ...process.env, INIT_CWD: directory, BROWSER: browser, DISPLAY: '', WAYLAND_DISPLAY: '' },
  });

  expect(Date.now() - before).toBeLessThan(15_000);
  expect(readFileSync(join(directory, 'opened'), 'utf8').trim()).toBe(join(directory, 'catalog-sweep.html'));
}, 30_000);
