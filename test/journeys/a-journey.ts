import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LogEntry, TargetEntry, type Outcome, type SweepRequest, type SweepSummary } from '@catalog-sweep/core';
import { readOrganisation, type Organisation } from '@catalog-sweep/simulated-org';
import { afterAll, jest } from '@jest/globals';
import {
  openSimulatedPlace,
  type SimulatedPlace,
  type SimulatedSweep,
  type SimulatedSettings,
} from '../../packages/cli/src/places/simulated.ts';
import type { SweepProgress } from '../../packages/cli/src/sweep-place.ts';

/** What a sweep left behind. */
export interface Swept {
  readonly summary: SweepSummary;
  readonly apiCalls: Readonly<Record<string, number>>;
  /** The lines of its product log. */
  readonly entries: readonly LogEntry[];
  /** The lines of its targets log. */
  readonly targets: readonly TargetEntry[];
}

export type Wish = Partial<SweepRequest>;

// Several times what whole sweeps take, as other work may share the machine.
jest.setTimeout(60_000);

const folders: string[] = [];

/** A folder that is gone when the file's tests are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'catalog-sweep-journey-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** One of the organisations in examples/. */
export function exampleOrganisation(file: string): Organisation {
  return readOrganisation(fileURLToPath(new URL(`../../examples/${file}`, import.meta.url)));
}

/** Opens an organisation with small pages, some of them empty, does something with it, and closes it. */
export async function withPlace<T>(
  organisation: Organisation,
  work: (place: SimulatedPlace, stateDirectory: string) => Promise<T>,
  settings: Partial<SimulatedSettings> = {},
): Promise<T> {
  const { stateDirectory = temporaryFolder() } = settings;
  const place = await openSimulatedPlace({
    organisation,
    pageLimit: 3,
    emptyPages: true,
    ...settings,
    stateDirectory,
  });
  try {
    return await work(place, stateDirectory);
  } finally {
    await place.close();
  }
}

/** One whole sweep, in update mode unless the wish says otherwise. */
export function sweep(
  organisation: Organisation,
  wish: Wish = {},
  settings: Partial<SimulatedSettings> = {},
): Promise<Swept> {
  return withPlace(organisation, (place, stateDirectory) => sweepAt(place, stateDirectory, wish), settings);
}

/** A sweep of a place that is open. */
export async function sweepAt(
  place: SimulatedSweep,
  stateDirectory: string,
  wish: Wish = {},
  onProgress: (progress: SweepProgress) => void = () => {},
): Promise<Swept> {
  const { summary, apiCalls = {} } = await place.run(requestOf(wish), onProgress);
  return { summary, apiCalls, ...logsOf(stateDirectory, place.sweepId) };
}

export function requestOf(wish: Wish): SweepRequest {
  return { contractVersion: 1, trigger: 'request', mode: 'update', retryFailed: false, fix: false, ...wish };
}

/** The logs of one sweep. */
export function logsOf(stateDirectory: string, sweepId: string): Pick<Swept, 'entries' | 'targets'> {
  const logBucket = join(stateDirectory, 'buckets', 'catalog-sweep-logs');
  return {
    entries: linesOf(join(logBucket, 'ServiceCatalogLogs'), sweepId).map((line) => LogEntry.parse(line)),
    targets: linesOf(join(logBucket, 'catalog-sweep', 'targets'), sweepId).map((line) => TargetEntry.parse(line)),
  };
}

/** The files below a folder, with their paths from it, sorted. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

function linesOf(folder: string, sweepId: string): unknown[] {
  return filesBelow(folder)
    .filter((file) => file.includes(sweepId))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n'))
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

/** Each provisioned product's outcome, by its name. */
export function outcomesOf(entries: readonly LogEntry[]): Readonly<Record<string, Outcome>> {
  return Object.fromEntries(entries.map(({ ProvisionedProductName, Outcome }) => [ProvisionedProductName, Outcome]));
}

/** The line of one provisioned product. */
export function entryOf(entries: readonly LogEntry[], name: string): LogEntry {
  const entry = entries.find(({ ProvisionedProductName }) => ProvisionedProductName === name);
  if (entry === undefined) throw new Error(`there is no line of ${name}`);
  return entry;
}
