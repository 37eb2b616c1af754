import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { STACK_NAMES } from '@catalog-sweep/core';
import { catalogSweepApp } from '../app.ts';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { costTable } from './cost-table.ts';
import { standingOf } from './standing.ts';

/** Prints what the hub of the example costs a month: `pnpm cost`. docs/deploy.md has the same table. */
const EXAMPLE = fileURLToPath(new URL('../../../../examples/catalog-sweep.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'catalog-sweep-cost-'));
const { template } = catalogSweepApp(readConfiguration(EXAMPLE), folder).synth().getStackByName(STACK_NAMES.hub);
console.log(costTable(standingOf(template as Parameters<typeof standingOf>[0])));
