import type { DoctorSummary, Finding } from '@catalog-sweep/core';
import type { Colours } from '../terminal.ts';
import { count, wrapped } from './text.ts';

/** What a doctor found, by account, with what to do about each. */
export function renderFindings(
  summary: DoctorSummary,
  { colours, columns }: { readonly colours: Colours; readonly columns: number },
): string {
  const { sweepId, targets, findings, notes, log } = summary;
  const byAccount = Map.groupBy(findings, ({ account }) => account);
  return [
    `${colours.bold(`Doctor ${sweepId}`)}: ${verdict(summary, colours)}\n${targets.examined} of ${count(targets.planned, 'target')} examined`,
    ...[...byAccount].map(([account, own]) =>
      [colours.bold(account), ...own.map((finding) => findingLines(finding, { colours, columns }))].join('\n'),
    ),
    forecast(summary, { colours, columns }),
    ...(notes.length === 0
      ? []
      : [`${colours.bold('To know')}\n${notes.map((note) => wrapped(note, columns, '  ')).join('\n')}`]),
    `Log: ${count(log.entries, 'line')} in ${log.location}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function verdict({ findings, status, reason }: DoctorSummary, colours: Colours): string {
  if (status !== 'COMPLETED') return colours.red(`${status}${reason === null ? '' : `: ${reason}`}`);
  const open = findings.filter(({ mended }) => !mended);
  const mended = findings.length - open.length;
  const before = mended === 0 ? '' : `${colours.green(`${mended} mended`)}, `;
  if (open.length === 0) return `${before}${colours.green('nothing is wrong')}`;
  const safe = open.filter(({ safeToFix }) => safeToFix).length;
  const hint = safe === 0 ? '' : `; --fix mends ${safe}`;
  return `${before}${colours.red(count(open.length, 'finding'))}${hint}`;
}

function findingLines(
  { code, region, what, fix, mended }: Finding,
  { colours, columns }: { readonly colours: Colours; readonly columns: number },
): string {
  const place = region === null ? '' : ` ${region}`;
  if (mended) return wrapped(`${colours.green('mended')} ${code}${place}: ${what}`, columns, '  ');
  return [wrapped(`${colours.red(code)}${place}: ${what}`, columns, '  '), wrapped(fix, columns, '    ')].join('\n');
}

function forecast(
  { optIn }: DoctorSummary,
  { colours, columns }: { readonly colours: Colours; readonly columns: number },
) {
  const { spoke, shared, hub } = optIn;
  const text = `optIn spoke ${spoke}, shared ${shared}, hub ${hub}: how many provisioned products each setting adds to the others that are configured`;
  return `${colours.bold('Opt-in')}\n${wrapped(text, columns, '  ')}`;
}
