import { existsSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '@catalog-sweep/core';
import { Command } from 'commander';
import { exitCodesHelp } from '../exit-codes.ts';
import { quoted } from '../given-options.ts';
import { askedAnswers, flagOf, givenAnswers, type Answers } from '../init/answers.ts';
import { configurationFile } from '../init/configuration-file.ts';
import { QUESTIONS } from '../init/questions.ts';
import { terminalPrompts, type Prompts } from '../prompts.ts';
import type { Terminal } from '../terminal.ts';
import { CONFIGURATION_FILE } from './config.ts';

const EXAMPLES = `
Examples:
  catalog-sweep init
  catalog-sweep init --out hubs/production.yaml --force
  catalog-sweep init --yes --account 222222222222 --region eu-west-1 \\
    --organization-id o-larkspur01 --root-id r-ab12 --regions eu-west-1,us-east-1
${exitCodesHelp({ ok: 'the file was written', usage: 'wrong usage, or there is such a file: nothing was written' })}`;

interface InitOptions {
  readonly out: string;
  readonly force?: boolean;
  readonly yes?: boolean;
  readonly [answer: string]: string | boolean | undefined;
}

/** `catalog-sweep init`: writes a configuration with the answers of a person, or of options. */
export function initCommand(
  terminal: Terminal,
  prompts: () => Promise<Prompts | undefined> = terminalPrompts,
): Command {
  const command = new Command('init')
    .description('write a configuration for a hub: asks what only you can know')
    .option('--out <file>', 'where it is written', CONFIGURATION_FILE)
    .option('--force', 'overwrite the file if there is one')
    .option('--yes', 'ask nothing: take the options, and defaults for the others')
    .optionsGroup('Answers:');
  for (const { option, message } of QUESTIONS) command.option(option, message);
  return command.addHelpText('after', EXAMPLES).action(async (options: InitOptions) => {
    const file = resolve(terminal.directory, options.out);
    // Before anything is asked.
    if (options.force !== true && existsSync(file)) throw new UsageError([taken(options.out)]);
    const given = answersIn(command);
    const configuration =
      options.yes === true ? givenAnswers(given) : await askedAnswers(given, await openPrompts(prompts));
    write(file, {
      text: configurationFile(configuration, schemaFrom(file)),
      overwrites: options.force === true,
      name: options.out,
    });
    const argument = options.out === CONFIGURATION_FILE ? '' : ` ${quoted(options.out)}`;
    terminal.out(`Wrote ${options.out}.\n\nNext: ${terminal.program} config check${argument}`);
  });
}

function taken(name: string): string {
  return `${name} is there already: --force overwrites it, --out writes another`;
}

function answersIn(command: Command): Answers {
  const given: Record<string, string> = {};
  for (const { setting, option } of QUESTIONS) {
    const attribute = command.options.find(({ long }) => long === flagOf(option))?.attributeName() ?? '';
    const value: unknown = command.getOptionValue(attribute);
    if (typeof value === 'string') given[setting] = value;
  }
  return given;
}

async function openPrompts(open: () => Promise<Prompts | undefined>): Promise<Prompts> {
  const prompts = await open();
  if (prompts !== undefined) return prompts;
  const needed = QUESTIONS.filter(({ isNeeded }) => isNeeded === true).map(({ option }) => flagOf(option));
  throw new UsageError([`nobody can be asked here, stdin is no terminal: give --yes with ${needed.join(', ')}`]);
}

/** The JSON Schema as an editor finds it from the file. */
function schemaFrom(file: string): string {
  const schema = fileURLToPath(import.meta.resolve('@catalog-sweep/hub/catalog-sweep.schema.json'));
  const path = relative(dirname(file), schema);
  return path.startsWith('.') ? path : `./${path}`;
}

function write(
  file: string,
  { text, overwrites, name }: { readonly text: string; readonly overwrites: boolean; readonly name: string },
): void {
  try {
    writeFileSync(file, text, { flag: overwrites ? 'w' : 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError([code === 'EEXIST' ? taken(name) : `${name}: cannot be written: ${message}`]);
  }
}
