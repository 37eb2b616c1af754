import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from '@jest/globals';
import { again, doctor, doctorAt, told } from './a-doctor.ts';
import { exampleOrganisation, withPlace } from './a-journey.ts';

interface Planted {
  /** `CODE account region`, as `told` has it. */
  readonly finding: string;
  readonly isMendable: boolean;
}

/** The list in an example's own comment: `- CODE  account  Regions  why`, with a star for what is mended. */
function plantedIn(example: string): readonly Planted[] {
  const { accounts } = exampleOrganisation(example);
  const text = readFileSync(fileURLToPath(new URL(`../../examples/${example}`, import.meta.url)), 'utf8');
  const rows = [...text.matchAll(/^# {3}([-*]) ([A-Z_]+) {2,}(\S+) {2,}(.+?) {2,}/gm)];
  return rows
    .flatMap(([, mark, code, name, regions = '']) => {
      const account = accounts.find((one) => one.name === name)?.id;
      return regions
        .split(', ')
        .map((region) => ({ finding: `${code} ${account} ${region}`, isMendable: mark === '*' }));
    })
    .toSorted((a, b) => (a.finding < b.finding ? -1 : 1));
}

describe('a doctor of the example organisations', () => {
  test.each(['organisation.yaml', 'troubles.yaml'])('finds in %s exactly the faults that it lists', async (example) => {
    const examined = await doctor(exampleOrganisation(example));

    expect(told(examined).toSorted()).toEqual(plantedIn(example).map(({ finding }) => finding));
  });

  it('mends what the list marks, and then finds only what needs a person', async () => {
    const planted = plantedIn('organisation.yaml');

    const [mended, after] = await withPlace(exampleOrganisation('organisation.yaml'), async (place, folder) => [
      await doctorAt(place, folder, { fix: true }),
      await again(place, folder, { fix: true }),
    ]);

    const all = mended.summary.findings.map(({ mended: isMended, safeToFix }) => ({ isMended, safeToFix }));
    expect(all.filter(({ isMended, safeToFix }) => isMended !== safeToFix)).toEqual([]);
    expect(all.filter(({ isMended }) => isMended)).toHaveLength(planted.filter(({ isMendable }) => isMendable).length);
    expect(told(after).toSorted()).toEqual(
      planted.filter(({ isMendable }) => !isMendable).map(({ finding }) => finding),
    );
    expect(after.summary.findings.filter(({ safeToFix }) => safeToFix)).toEqual([]);
  });
});
