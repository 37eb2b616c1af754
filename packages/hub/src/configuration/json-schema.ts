import { HubConfiguration } from '@catalog-sweep/core';
import * as z from 'zod';

/** The JSON Schema for editors, as packages/hub/catalog-sweep.schema.json has it. */
export function configurationJsonSchema(): z.core.JSONSchema.BaseSchema {
  return {
    title: 'catalog-sweep.yaml',
    ...z.toJSONSchema(HubConfiguration, { io: 'input', target: 'draft-7', reused: 'inline' }),
  };
}
