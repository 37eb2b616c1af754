import type { Command } from 'commander';

/** Whether somebody gave this option on the command line, by its long name. */
export function isGiven(flag: string, command: Command): boolean {
  const option = command.options.find(({ long }) => long === flag);
  return option !== undefined && command.getOptionValueSource(option.attributeName()) === 'cli';
}

/** The options that somebody gave, as they would have to be typed again; without those in `except`, and without what is the default anyway. */
export function givenOptions(command: Command, except: readonly string[] = []): string[] {
  return command.options.flatMap((option) => {
    const flag = option.long ?? option.flags;
    const value: unknown = command.getOptionValue(option.attributeName());
    if (!isGiven(flag, command) || except.includes(flag) || value === option.defaultValue) return [];
    if (value === true) return [flag];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.map((one) => `${flag} ${quoted(String(one))}`);
  });
}

/** One word for a shell. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
