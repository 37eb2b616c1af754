import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { killAt, killPointsOf, type KillPoint, type KillResult } from '../../scripts/kill/kill-points.ts';
import { busy } from '../journeys/a-busy-organization.ts';

jest.setTimeout(600_000);

/** `pnpm kill-tests` kills in every request of a sweep of the example; here it is the first of each kind, in a small organisation that has all kinds. */
const folder = mkdtempSync(join(tmpdir(), 'kill-'));
const file = join(folder, 'organisation.json');
let points: readonly KillPoint[];

beforeAll(async () => {
  writeFileSync(file, JSON.stringify(busy));
  points = await killPointsOf(file);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function killAtEach(some: readonly KillPoint[]): Promise<readonly KillResult[]> {
  const results: KillResult[] = [];
  for (const point of some) results.push(await killAt(point, file));
  return results;
}

describe('a sweep whose process is killed', () => {
  it('in the middle of a request of each role and operation loses nothing and does nothing twice', async () => {
    const kinds = [...Map.groupBy(points, ({ what }) => what).values()].flatMap((same) => same.slice(0, 1));
    const lanes = [0, 1].map((lane) => kinds.filter((_, index) => index % 2 === lane));

    const results = (await Promise.all(lanes.map(killAtEach))).flat();

    expect(results.flatMap(({ point, problems }) => problems.map((problem) => `${point.what}: ${problem}`))).toEqual(
      [],
    );
    expect(kinds.length).toBeGreaterThan(40);
    expect(results.filter(({ planned }) => planned).length).toBeGreaterThan(kinds.length / 2);
  });
});
