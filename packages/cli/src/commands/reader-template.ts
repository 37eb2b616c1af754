import { resolve } from 'node:path';
import { readConfiguration } from '@catalog-sweep/hub/configuration';
import { Command, Option } from 'commander';
import { exitCodesHelp } from '../exit-codes.ts';
import { templateText, type TemplateFormat } from '../render/template-text.ts';
import type { Terminal } from '../terminal.ts';
import { CONFIGURATION_FILE } from './config.ts';

interface ReaderTemplateOptions {
  readonly config: string;
  readonly format: TemplateFormat;
}

const EXAMPLES = `
The account has to be among readerAccounts of the configuration, which opens the bucket
and its key to it.

Examples:
  catalog-sweep reader-template > reports.yaml

Deploy it in the reader's account; the hub's stack has LogBucketName
and LogKeyArn as outputs:
  aws cloudformation deploy --template-file reports.yaml --stack-name catalog-sweep-reports \\
    --capabilities CAPABILITY_NAMED_IAM --parameter-overrides LogBucket=… LogKey=…
${exitCodesHelp({ ok: 'the template was printed', usage: 'wrong usage or configuration' })}`;

/** `catalog-sweep reader-template`: the template of reports in an account that only reads. */
export function readerTemplateCommand(terminal: Terminal): Command {
  return new Command('reader-template')
    .description('print the CloudFormation template of reports in another account')
    .option('--config <file>', 'the configuration of the hub', CONFIGURATION_FILE)
    .addOption(new Option('--format <format>', 'how it is written').choices(['yaml', 'json']).default('yaml'))
    .addHelpText('after', EXAMPLES)
    .action(async ({ config, format }: ReaderTemplateOptions) => {
      const configuration = readConfiguration(resolve(terminal.directory, config), config);
      // CDK takes its time to load, and nobody else needs it.
      const { readerTemplate } = await import('@catalog-sweep/hub');
      terminal.out(templateText(readerTemplate(configuration), format));
    });
}
