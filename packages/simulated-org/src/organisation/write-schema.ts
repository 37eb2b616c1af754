import { writeFileSync } from 'node:fs';
import { organisationJsonSchema } from './description.ts';

/** Writes the JSON Schema that editors read: `pnpm --filter @catalog-sweep/simulated-org schema`, after every change of description.ts. */
writeFileSync(
  new URL('../../organisation.schema.json', import.meta.url),
  `${JSON.stringify(organisationJsonSchema(), null, 2)}\n`,
);
