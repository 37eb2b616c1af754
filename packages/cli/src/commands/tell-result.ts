import type { Command } from 'commander';
import { jsonSummary } from '../render/json-summary.ts';
import { renderReport } from '../render/report.ts';
import { callOf, type SweepOptions } from '../sweep-options.ts';
import type { SweepResult } from '../sweep-place.ts';
import type { Terminal } from '../terminal.ts';

/** Prints what came of a sweep, for a person or as JSON. */
export function tellResult(
  { summary, ...result }: SweepResult,
  {
    whereIs,
    options,
    command,
    terminal,
  }: {
    /** See OpenedPlace. */
    readonly whereIs: (location: string) => string;
    readonly options: SweepOptions;
    readonly command: Command;
    readonly terminal: Terminal;
  },
): void {
  const { log } = summary;
  const located = { ...result, summary: { ...summary, log: { ...log, location: whereIs(log.location) } } };
  terminal.out(
    options.json === true
      ? JSON.stringify(jsonSummary(located), null, 2)
      : renderReport(located, { ...terminal, call: callOf(options, command, terminal) }),
  );
}
