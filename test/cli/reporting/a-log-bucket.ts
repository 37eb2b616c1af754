import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LogEntry, logKeys, SweepEntry, TargetEntry } from '@catalog-sweep/core';
import { run } from '@catalog-sweep/cli';
import { aLogEntry } from '../a-sweep.ts';
import { RecordedTerminal } from '../a-terminal.ts';

/** A Thursday, and the one before. */
export const NEWER = '20261203T220000Z-00000002';
export const OLDER = '20261126T220000Z-00000001';

export function aTargetEntry(parts: Partial<TargetEntry> = {}): TargetEntry {
  return {
    SweepId: NEWER,
    Wave: 'all',
    AccountNo: '500000000011',
    AccountName: 'shop-prod',
    OrganizationalUnit: 'Workloads/Production',
    Region: 'eu-west-1',
    Swept: true,
    Whole: true,
    Error: null,
    Reason: null,
    Notes: null,
    Scanned: 1,
    Outdated: 1,
    Updated: 0,
    Failed: 0,
    ...parts,
  };
}

export function aSweepEntry(parts: Partial<SweepEntry> = {}): SweepEntry {
  return {
    SweepId: NEWER,
    Mode: 'update',
    Status: 'COMPLETED',
    Reason: null,
    Whole: true,
    StartedTime: '2026-12-03 22:00:00.000',
    FinishedTime: '2026-12-03 22:30:00.000',
    TargetsPlanned: 1,
    TargetsSwept: 1,
    TargetsFailed: 0,
    Scanned: 1,
    Outdated: 1,
    ByOutcome: { NEEDS_PARAMETERS: 1 },
    Reconciled: true,
    ...parts,
  };
}

/** Lines, or text that is none. */
type Lines<Entry> = readonly (Entry | string)[];

/** A copy of a log bucket. What is not given has one line of the sweep. */
export function aLogBucket({
  sweepId = NEWER,
  products = [aLogEntry({ SweepId: sweepId })],
  targets = [aTargetEntry({ SweepId: sweepId })],
  sweeps = [aSweepEntry({ SweepId: sweepId })],
  folder = mkdtempSync(join(tmpdir(), 'log-bucket-')),
}: {
  readonly sweepId?: string;
  readonly products?: Lines<LogEntry>;
  readonly targets?: Lines<TargetEntry>;
  readonly sweeps?: Lines<SweepEntry>;
  /** A bucket that has logs of other sweeps already. */
  readonly folder?: string;
} = {}): string {
  const day = `${sweepId.slice(0, 4)}-${sweepId.slice(4, 6)}-${sweepId.slice(6, 8)}`;
  write(join(folder, logKeys.products('ServiceCatalogLogs', day, sweepId, 'all')), products);
  write(join(folder, logKeys.targets(day, sweepId, 'all')), targets);
  write(join(folder, logKeys.sweep(day, sweepId)), sweeps);
  return folder;
}

/** A text as it is, without a newline of its own. */
function write(file: string, lines: Lines<object>): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : `${JSON.stringify(line)}\n`)).join(''));
}

/** What a command printed about a copy of a log bucket. */
export async function typed(folder: string, ...args: readonly string[]) {
  const terminal = new RecordedTerminal();
  const exitCode = await run([...args, '--log', folder], terminal);
  return { exitCode, output: terminal.output, errors: terminal.errors };
}
