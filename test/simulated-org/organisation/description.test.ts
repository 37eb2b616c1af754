import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { organisationJsonSchema } from '../../../packages/simulated-org/src/organisation/description.ts';

describe('the JSON Schema of organisations', () => {
  it('is published as it follows from the code (after a change: pnpm --filter @catalog-sweep/simulated-org schema)', () => {
    const file = new URL('../../../packages/simulated-org/organisation.schema.json', import.meta.url);

    const published: unknown = JSON.parse(readFileSync(file, 'utf8'));

    expect(published).toEqual(organisationJsonSchema());
  });
});
