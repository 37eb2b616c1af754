import { writeFileSync } from 'node:fs';
import { configurationJsonSchema, sweepFinishedJsonSchema } from './json-schema.ts';

/** Writes the JSON Schemas that others read: `pnpm --filter @catalog-sweep/hub schema`, after every change of one of these shapes. */
const SCHEMAS = { 'catalog-sweep': configurationJsonSchema(), 'sweep-finished': sweepFinishedJsonSchema() };

for (const [name, schema] of Object.entries(SCHEMAS)) {
  writeFileSync(new URL(`../../${name}.schema.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
