import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateOrganisation } from '@catalog-sweep/simulated-org';
import { describe, expect, it } from '@jest/globals';
import { filesBelow, sweep, temporaryFolder } from './a-journey.ts';

/**
 * The digest of every file in the buckets. Results of Maps are left out: they have their children in the order in which those ended, which is
 * anybody's guess for those that end at the same time, on AWS too; nothing reads them.
 */
function digestsIn(stateDirectory: string): Readonly<Record<string, string>> {
  const folder = join(stateDirectory, 'buckets');
  const files = filesBelow(folder).filter((file) => !file.includes('/maps/'));
  return Object.fromEntries(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
    ]),
  );
}

describe('two sweeps of the same organisation in two folders', () => {
  it('leave the same files to the byte, sweep ids included', async () => {
    const organisation = generateOrganisation({ accounts: 20, regions: 2, products: 5, seed: 7 });
    const [one, other] = [temporaryFolder(), temporaryFolder()];

    const swept = await sweep(organisation, {}, { stateDirectory: one });
    await sweep(organisation, {}, { stateDirectory: other });

    const digests = digestsIn(one);
    expect(swept.summary.products.byOutcome.UPDATED).toBeGreaterThan(5);
    expect(Object.keys(digests).filter((file) => file.includes(swept.summary.sweepId)).length).toBeGreaterThan(50);
    expect(digestsIn(other)).toEqual(digests);
  });
});
