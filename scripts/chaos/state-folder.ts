import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Organisation } from '@catalog-sweep/simulated-org';
import {
  openSimulatedPlace,
  type SimulatedPlace,
  type SimulatedSettings,
} from '../../packages/cli/src/places/simulated.ts';

/** Does something with a folder that is gone afterwards. */
export async function withStateFolder<T>(work: (stateDirectory: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'catalog-sweep-chaos-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens an organisation, does something with it, and closes it. */
export async function withPlace<T>(
  settings: SimulatedSettings & { readonly organisation: Organisation },
  work: (place: SimulatedPlace) => Promise<T>,
): Promise<T> {
  const place = await openSimulatedPlace(settings);
  try {
    return await work(place);
  } finally {
    await place.close();
  }
}
