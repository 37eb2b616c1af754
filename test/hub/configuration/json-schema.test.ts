import { readFileSync } from 'node:fs';
import { configurationJsonSchema, parseConfiguration } from '@catalog-sweep/hub/configuration';
import { describe, expect, it, test } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { BROKEN_CONFIGURATIONS, SMALLEST } from './broken-configurations.ts';

const SCHEMA = new URL('../../../packages/hub/catalog-sweep.schema.json', import.meta.url);
const EXAMPLE = readFileSync(new URL('../../../examples/catalog-sweep.yaml', import.meta.url), 'utf8');

const published = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Record<string, unknown>;
const ajv = new Ajv({ allErrors: true });
formats.default(ajv);
const accepts = ajv.compile(published);

describe('the JSON Schema of configurations', () => {
  it('is published as it follows from the code (after a change: pnpm --filter @catalog-sweep/hub schema)', () => {
    expect(published).toEqual(configurationJsonSchema());
  });

  test.each([
    { name: 'the example', text: EXAMPLE },
    { name: 'the smallest configuration', text: SMALLEST },
  ])('accepts $name, as reading it does', ({ text }) => {
    expect(accepts(parse(text))).toBe(true);
    expect(() => parseConfiguration(text, 'catalog-sweep.yaml')).not.toThrow();
  });

  test.each(BROKEN_CONFIGURATIONS.filter(({ bySchema }) => bySchema))('refuses $name', ({ text }) => {
    expect(accepts(parse(text))).toBe(false);
  });

  // What a JSON Schema cannot say must not look to an editor like a mistake of another kind.
  test.each(BROKEN_CONFIGURATIONS.filter(({ bySchema, text }) => !bySchema && isYaml(text)))(
    'has no say in $name',
    ({ text }) => {
      expect(accepts(parse(text))).toBe(true);
    },
  );

  it('is named in the first line of the example', () => {
    const [first] = EXAMPLE.split('\n');

    expect(first).toBe('# yaml-language-server: $schema=../packages/hub/catalog-sweep.schema.json');
  });
});

function isYaml(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}
