import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { STACK_NAMES, UsageError, type HubConfiguration } from '@catalog-sweep/core';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CatalogSweepHub } from './catalog-sweep-hub.ts';
import { spokeStacks } from './catalog-sweep-spokes.ts';
import { readConfiguration } from './configuration/read-configuration.ts';

/** What is synthesised where there is no configuration yet. */
const EXAMPLE = fileURLToPath(new URL('../../../examples/catalog-sweep.yaml', import.meta.url));

/** How CDK shall behave, wherever this app is run from. */
const CONTEXT = {
  // Templates are checked against the rules that CDK brings along.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  // ARNs are written out: the Region of a hub is known, and so is its partition.
  '@aws-cdk/core:enablePartitionLiterals': true,
};

/** All stacks of a configuration, checked by cdk-nag. `synth` throws when there is a finding. */
export function catalogSweepApp(configuration: HubConfiguration, outdir?: string): App {
  const app = new App({ context: CONTEXT, ...(outdir === undefined ? {} : { outdir }) });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const { account, region } = configuration.hub;
  const hub = new Stack(app, STACK_NAMES.hub, {
    env: { account, region },
    description: 'catalog-sweep: keeps the provisioned products of the organisation current',
    terminationProtection: true,
  });
  new CatalogSweepHub(hub, 'Hub', { configuration });
  spokeStacks(app, { configuration });
  return app;
}

/** The file that was asked for, the one of the folder, or the example. */
function configurationFile(): string {
  const folder = process.env['INIT_CWD'] ?? process.cwd();
  const { config } = options();
  if (config !== undefined) return resolve(folder, config);
  const own = resolve(folder, 'catalog-sweep.yaml');
  if (existsSync(own)) return own;
  console.error(`no catalog-sweep.yaml in ${folder}: this is the example; catalog-sweep init writes one of your own`);
  return EXAMPLE;
}

function options(): { readonly config?: string | undefined } {
  try {
    return parseArgs({ options: { config: { type: 'string' } } }).values;
  } catch (error) {
    throw new UsageError([`${(error as Error).message}: the one option is --config FILE`]);
  }
}

function synthesise(): void {
  const file = configurationFile();
  const outdir = process.env['CDK_OUTDIR'] ?? resolve(process.env['INIT_CWD'] ?? process.cwd(), 'cdk.out');
  const { directory, stacks } = catalogSweepApp(readConfiguration(file), outdir).synth();
  // CDK's own command line runs this program and says the rest itself.
  if (process.env['CDK_OUTDIR'] !== undefined) return;
  console.log(`from ${file} in ${directory}:`);
  for (const { templateFile, environment } of stacks) {
    console.log(`  ${templateFile} for account ${environment.account} in ${environment.region}`);
  }
  console.log(`next: npx --yes aws-cdk@2.1148.1 deploy --app ${directory} ${STACK_NAMES.hub}`);
}

if (import.meta.main) {
  try {
    synthesise();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    for (const problem of error.problems) console.error(`error: ${problem}`);
    process.exitCode = 2;
  }
}
