import { HubConfiguration, SweepFinished } from '@catalog-sweep/core';
import * as z from 'zod';

/** The JSON Schema for editors, as packages/hub/catalog-sweep.schema.json has it. */
export function configurationJsonSchema(): z.core.JSONSchema.BaseSchema {
  return {
    title: 'catalog-sweep.yaml',
    ...z.toJSONSchema(HubConfiguration, { io: 'input', target: 'draft-7', reused: 'inline' }),
  };
}

/** The JSON Schema of the detail of the event `Sweep Finished`, as packages/hub/sweep-finished.schema.json has it. */
export function sweepFinishedJsonSchema(): z.core.JSONSchema.BaseSchema {
  return {
    title: 'Sweep Finished',
    ...z.toJSONSchema(SweepFinished, { target: 'draft-7', reused: 'inline' }),
  };
}
