import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FindingEntry, type DoctorSummary } from '@catalog-sweep/core';
import type { Organisation } from '@catalog-sweep/simulated-org';
import type { SimulatedPlace, SimulatedSettings, SimulatedSweep } from '../../packages/cli/src/places/simulated.ts';
import { filesBelow, requestOf, withPlace, type Wish } from './a-journey.ts';

/** What a doctor left behind. */
export interface Examined {
  readonly summary: DoctorSummary;
  /** The lines of its log. */
  readonly entries: readonly FindingEntry[];
}

/** Examines a whole organisation, with `fix: true` also mends it. */
export function doctor(
  organisation: Organisation,
  wish: Wish = {},
  settings: Partial<SimulatedSettings> = {},
): Promise<Examined> {
  return withPlace(organisation, (place, folder) => doctorAt(place, folder, wish), settings);
}

/** Examines what is open already. */
export async function doctorAt(place: SimulatedSweep, stateDirectory: string, wish: Wish = {}): Promise<Examined> {
  const summary = await place.examine(requestOf({ mode: 'doctor', ...wish }), () => {});
  const logs = join(stateDirectory, 'buckets', 'catalog-sweep-logs', 'catalog-sweep', 'findings');
  return { summary, entries: linesOf(logs, place.sweepId) };
}

/** Examines once more with another wish. */
export async function again(place: SimulatedPlace, stateDirectory: string, wish: Wish = {}): Promise<Examined> {
  const other = place.another();
  const examined = await doctorAt(other, stateDirectory, wish);
  await other.close();
  return examined;
}

/** `CODE account region`, in the order of the summary. */
export function told({ summary }: Examined): readonly string[] {
  return summary.findings.map(({ code, account, region }) => `${code} ${account} ${region ?? '-'}`);
}

function linesOf(folder: string, sweepId: string): readonly FindingEntry[] {
  if (!existsSync(folder)) return [];
  const lines = filesBelow(folder)
    .filter((file) => file.includes(sweepId))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
  return lines.filter((line) => line !== '').map((line) => FindingEntry.parse(JSON.parse(line)));
}
