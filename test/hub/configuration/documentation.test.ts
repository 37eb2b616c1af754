import { readFileSync } from 'node:fs';
import { configurationJsonSchema } from '@catalog-sweep/hub/configuration';
import { describe, expect, it } from '@jest/globals';

const PAGE = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly default?: unknown;
  readonly required?: readonly string[];
}

interface Setting {
  readonly path: string;
  readonly preset: unknown;
  readonly isNeeded: boolean;
}

/** Every setting that is no group of others, as the page names it: `targets.include.accounts`, `holds[].account`. */
function settingsOf({ properties = {}, required = [] }: Schema, prefix = ''): readonly Setting[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${prefix}${name}`;
    const { items } = schema;
    if (schema.properties !== undefined) return settingsOf(schema, `${path}.`);
    const own = { path, preset: schema.default, isNeeded: required.includes(name) };
    return items?.properties === undefined ? [own] : [own, ...settingsOf(items, `${path}[].`)];
  });
}

/** The rows of the page's tables: setting and default. */
const rows = [...PAGE.matchAll(/^\| `([^`]+)` +\| (`[^`]+`|needed)? *\|/gm)].map(([, path = '', preset = '']) => ({
  path,
  preset: preset.replaceAll('`', ''),
}));

describe('docs/configuration.md', () => {
  const settings = settingsOf(configurationJsonSchema() as Schema);

  it('has one row for each setting, and for nothing else', () => {
    const documented = rows.map(({ path }) => path);

    expect(inOrder(documented)).toEqual(inOrder(settings.map(({ path }) => path)));
  });

  it('says which settings are needed', () => {
    const documented = rows.filter(({ preset }) => preset === 'needed').map(({ path }) => path);

    const needed = settings.filter(({ isNeeded }) => isNeeded).map(({ path }) => path);
    expect(inOrder(documented)).toEqual(inOrder(needed));
  });

  it('gives the defaults that there are', () => {
    const presets = settings.filter(({ preset }) => preset !== undefined);

    const documented = presets.map(({ path }) => rows.find((row) => row.path === path)?.preset);

    expect(documented).toEqual(presets.map(({ preset }) => written(preset)));
  });
});

/** A value as the file has it. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  return value === 'true' ? "'true'" : String(value);
}

function inOrder(names: readonly string[]): readonly string[] {
  return names.toSorted((a, b) => (a < b ? -1 : 1));
}
