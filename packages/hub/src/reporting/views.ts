import { readFileSync } from 'node:fs';

/** A view over the tables of the logs, in the SQL that Athena (Trino) and DuckDB share. */
export interface ReportingView {
  readonly name: string;
  /** What it answers, in a sentence: the comment at the head of its file. */
  readonly comment: string;
  readonly sql: string;
}

/** In an order in which each needs only those before it. */
const NAMES = [
  'product_states',
  'target_health',
  'current_state',
  'backlog',
  'version_adoption',
  'failures',
  'sweep_history',
  'version_lag_objective',
] as const;

export const VIEWS: readonly ReportingView[] = NAMES.map((name) => viewIn(name));

function viewIn(name: string): ReportingView {
  const text = readFileSync(new URL(`./views/${name}.sql`, import.meta.url), 'utf8');
  const lines = text.trimEnd().split('\n');
  const first = lines.findIndex((line) => !line.startsWith('--'));
  const comment = lines
    .slice(0, first)
    .map((line) => line.replace(/^-- ?/, ''))
    .join(' ');
  return { name, comment, sql: lines.slice(first).join('\n') };
}
