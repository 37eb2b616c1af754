import { writeFileSync } from 'node:fs';
import { faultPlanJsonSchema } from '../faults/fault-plan.ts';
import { organisationJsonSchema } from './description.ts';

/** Writes the JSON Schemas that editors read: `pnpm --filter @catalog-sweep/simulated-org schema`, after every change of description.ts or fault-plan.ts. */
const SCHEMAS = { organisation: organisationJsonSchema(), faults: faultPlanJsonSchema() };

for (const [name, schema] of Object.entries(SCHEMAS)) {
  const file = new URL(`../../${name}.schema.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
}
