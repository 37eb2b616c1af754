import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError, type HubConfiguration } from '@catalog-sweep/core';
import { readConfiguration } from '@catalog-sweep/hub/configuration';
import { Command } from 'commander';
import { EXIT, exitCodesHelp } from '../exit-codes.ts';
import { plannedDeployment, type PlannedDeployment } from '../planned-deployment.ts';
import { renderPlannedDeployment } from '../render/planned-deployment.ts';
import type { Terminal } from '../terminal.ts';

export const CONFIGURATION_FILE = 'catalog-sweep.yaml';

const EXAMPLES = `
Examples:
  catalog-sweep config check
  catalog-sweep config check examples/catalog-sweep.yaml
  catalog-sweep config check --json
${exitCodesHelp({ ok: 'the configuration is right', usage: 'it is wrong, or there is none' })}`;

/** `catalog-sweep config`: what is done with a configuration before it is deployed. */
export function configCommand(terminal: Terminal, done: (exitCode: number) => void): Command {
  const command = new Command('config').description("look at a hub's configuration before it is deployed");
  const check = new Command('check')
    .description('name everything that is wrong in it, or say what would be deployed')
    .argument('[file]', 'the configuration', CONFIGURATION_FILE)
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action((file: string, { json }: { readonly json?: boolean }) => {
      const checked = checkedFile(file, terminal);
      if (json !== true) {
        if ('problems' in checked) throw new UsageError(checked.problems);
        terminal.out(renderPlannedDeployment(checked.planned, file, terminal));
        return;
      }
      terminal.out(
        JSON.stringify('problems' in checked ? { valid: false, ...checked } : document(checked.planned), null, 2),
      );
      if ('problems' in checked) done(EXIT.usage);
    });
  return command.addCommand(check);
}

type Checked = { readonly planned: PlannedDeployment } | { readonly problems: readonly string[] };

function checkedFile(file: string, { directory, program }: Terminal): Checked {
  const path = resolve(directory, file);
  if (file === CONFIGURATION_FILE && !existsSync(path)) {
    return { problems: [`there is no ${file} in ${directory}: \`${program} init\` writes one`] };
  }
  let configuration: HubConfiguration;
  try {
    configuration = readConfiguration(path, file);
  } catch (error) {
    if (error instanceof UsageError) return { problems: error.problems };
    throw error;
  }
  return { planned: plannedDeployment(configuration, Date.now()) };
}

function document({ stacks, nextRuns, warnings, configuration }: PlannedDeployment) {
  const runs = nextRuns.map((run) => new Date(run).toISOString());
  return { valid: true, stacks, nextRuns: runs, warnings, configuration };
}
