import { timestampOf } from '@catalog-sweep/core';
import type { ListedSweep } from '../hub/executions.ts';
import type { SweepState } from '../hub/sweep-state.ts';
import type { Colours } from '../terminal.ts';
import { renderProgress } from './progress.ts';
import { table, wrapped } from './text.ts';

/** A sweep that is under way, or that left no summary. */
export function renderState(
  { sweepId, mode, trigger, startedAt, execution, progress, reason }: SweepState,
  { colours, columns }: { readonly colours: Colours; readonly columns: number },
): string {
  const who = trigger === 'schedule' ? 'by the schedule' : 'on request';
  return [
    `${colours.bold(`Sweep ${sweepId}`)} (${mode} mode): ${execution === 'RUNNING' ? colours.yellow(execution) : colours.red(execution)}`,
    `begun ${timeOf(startedAt)} ${who}`,
    ...(progress === undefined ? [] : renderProgress(progress, timeOf(progress.now))),
    ...(reason === undefined ? [] : [wrapped(reason, columns)]),
  ].join('\n');
}

/** The newest sweeps, one line each. */
export function renderSweeps(sweeps: readonly ListedSweep[], columns: number): string {
  if (sweeps.length === 0) return 'The hub has not swept yet.';
  const rows = sweeps.map(({ sweepId, status, startedAt, endedAt }) => [
    sweepId,
    status,
    timeOf(startedAt),
    endedAt === undefined ? 'under way' : `for ${durationOf(endedAt - startedAt)}`,
  ]);
  return table(rows, columns);
}

function timeOf(milliseconds: number): string {
  return `${timestampOf(milliseconds).slice(0, 19)} UTC`;
}

function durationOf(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
