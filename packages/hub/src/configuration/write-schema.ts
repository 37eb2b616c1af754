import { writeFileSync } from 'node:fs';
import { configurationJsonSchema } from './json-schema.ts';

/** Writes the JSON Schema that editors read: `pnpm --filter @catalog-sweep/hub schema`, after every change of the configuration's shape. */
writeFileSync(
  new URL('../../catalog-sweep.schema.json', import.meta.url),
  `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`,
);
