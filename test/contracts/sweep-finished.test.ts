import { readFileSync } from 'node:fs';
import { EVENT_SOURCE, SWEEP_FINISHED, SweepFinished } from '@catalog-sweep/core';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { sweepFinishedJsonSchema } from '../../packages/hub/src/configuration/json-schema.ts';

const at = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const published = JSON.parse(at('packages/hub/sweep-finished.schema.json')) as Record<string, unknown>;

/** The first JSON of docs/events.md. */
const example = JSON.parse(/```json\n(.*?)```/s.exec(at('docs/events.md'))?.[1] ?? '') as Readonly<
  Record<string, unknown>
>;

describe('the event of a finished sweep', () => {
  it('has its schema published as it follows from the code (after a change: pnpm --filter @catalog-sweep/hub schema)', () => {
    expect(published).toEqual(sweepFinishedJsonSchema());
  });

  it('is documented by an example that the code and the published schema take', () => {
    expect(example).toMatchObject({ source: EVENT_SOURCE, 'detail-type': SWEEP_FINISHED });
    expect(SweepFinished.safeParse(example['detail']).error).toBeUndefined();
    expect(new Ajv().compile(published)(example['detail'])).toBe(true);
  });
});
