import { resolve } from 'node:path';
import { HubConfiguration, UsageError } from '@catalog-sweep/core';
import { readConfiguration } from '@catalog-sweep/hub/configuration';
import { spokeRoleSettings, spokeTemplate, type SpokeRoleSettings } from '@catalog-sweep/spoke-role';
import { Command, Option } from 'commander';
import { exitCodesHelp } from '../exit-codes.ts';
import { isGiven } from '../given-options.ts';
import { templateText, type TemplateFormat } from '../render/template-text.ts';
import type { Terminal } from '../terminal.ts';
import { CONFIGURATION_FILE } from './config.ts';

interface SpokeTemplateOptions {
  readonly config: string;
  readonly hubAccount?: string;
  readonly organizationId?: string;
  readonly partition: string;
  readonly portfolioAccess: boolean;
  readonly trustLocalSweeps: boolean;
  readonly format: TemplateFormat;
}

const EXAMPLES = `
With a configuration, it says all that there is to say. Without one, --hub-account and --organization-id do.

Examples:
  catalog-sweep spoke-template > role.yaml
  catalog-sweep spoke-template --hub-account 222222222222 --organization-id o-a1b2c3d4e5 > role.yaml

Deploy it in one account:
  aws cloudformation deploy --template-file role.yaml --stack-name catalog-sweep-roles --capabilities CAPABILITY_NAMED_IAM
${exitCodesHelp({ ok: 'the template was printed', usage: 'wrong usage or configuration' })}`;

/** The options that stand in for a configuration. */
const INSTEAD = ['--hub-account', '--organization-id', '--partition', '--no-portfolio-access', '--trust-local-sweeps'];

/** `catalog-sweep spoke-template`: the template of the roles that each spoke has. */
export function spokeTemplateCommand(terminal: Terminal): Command {
  return new Command('spoke-template')
    .description('print the CloudFormation template of the two roles of a spoke')
    .option('--config <file>', 'the configuration of the hub', CONFIGURATION_FILE)
    .option('--hub-account <id>', 'the account that sweeps')
    .option('--organization-id <id>', 'the organisation of that account')
    .addOption(
      new Option('--partition <name>', "AWS's partition").choices(['aws', 'aws-us-gov', 'aws-cn']).default('aws'),
    )
    .option('--no-portfolio-access', 'without the rights of `doctor --fix` in spokes')
    .option('--trust-local-sweeps', 'trust the role for sweeps from a machine of the hub account too', false)
    .addOption(new Option('--format <format>', 'how it is written').choices(['yaml', 'json']).default('yaml'))
    .addHelpText('after', EXAMPLES)
    .action((options: SpokeTemplateOptions, command: Command) => {
      const template = spokeTemplate(settingsOf(options, command, terminal));
      terminal.out(templateText(template, options.format));
    });
}

function settingsOf(options: SpokeTemplateOptions, command: Command, terminal: Terminal): SpokeRoleSettings {
  const given = INSTEAD.filter((flag) => isGiven(flag, command));
  if (given.length === 0) {
    return spokeRoleSettings(readConfiguration(resolve(terminal.directory, options.config), options.config));
  }
  if (isGiven('--config', command)) {
    throw new UsageError([`--config and ${given.join(', ')}: a configuration says all of it; give one or the other`]);
  }
  const { partition, portfolioAccess, trustLocalSweeps } = options;
  return { ...identityOf(options), partition, portfolioAccess, managedPolicies: [], trustLocalSweeps };
}

function identityOf(options: SpokeTemplateOptions): Pick<SpokeRoleSettings, 'hubAccount' | 'organizationId'> {
  const { account, organizationId } = HubConfiguration.shape.hub.shape;
  const problems: string[] = [];
  function checked(schema: typeof account, flag: string, value: string | undefined): string {
    const { data, error } = schema.safeParse(value ?? '');
    if (error !== undefined) {
      problems.push(value === undefined ? `${flag} is missing` : `${flag} ${value}: ${error.issues[0]?.message}`);
    }
    return data ?? '';
  }
  const identity = {
    hubAccount: checked(account, '--hub-account', options.hubAccount),
    organizationId: checked(organizationId, '--organization-id', options.organizationId),
  };
  if (problems.length > 0) throw new UsageError(problems);
  return identity;
}
