import { OUTCOME_MEANINGS, OUTCOMES } from '@catalog-sweep/core';
import { Command } from 'commander';
import { exitCodesHelp } from '../exit-codes.ts';
import { wrapped } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';

const EXAMPLES = `
When several outcomes fit a provisioned product, the first of this list counts.

Examples:
  catalog-sweep outcomes
  catalog-sweep outcomes --json
${exitCodesHelp({ ok: 'they were listed', usage: 'wrong usage' })}`;

/** `catalog-sweep outcomes`: every outcome code with its meaning. */
export function outcomesCommand(terminal: Terminal): Command {
  return new Command('outcomes')
    .description('list every outcome code: what it means, and what to do')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(({ json }: { readonly json?: boolean }) => {
      if (json === true) {
        const list = OUTCOMES.map((outcome) => ({ outcome, ...OUTCOME_MEANINGS[outcome] }));
        terminal.out(JSON.stringify(list, null, 2));
        return;
      }
      const parts = OUTCOMES.map((outcome) => {
        const { meaning, remedy } = OUTCOME_MEANINGS[outcome];
        return [
          terminal.colours.bold(outcome),
          wrapped(meaning, terminal.columns, '  '),
          wrapped(`To do: ${remedy}`, terminal.columns, '  '),
        ].join('\n');
      });
      terminal.out(parts.join('\n'));
    });
}
