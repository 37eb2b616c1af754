import type { SweepId, SweepRequest } from '@catalog-sweep/core';
import { connectToHub } from './hub-connection.ts';
import { HubSweep } from './hub-sweep.ts';

/** Begins a sweep in the hub, without waiting for it. */
export async function beginSweep(request: SweepRequest, hubRegion: string | undefined): Promise<SweepId> {
  const sweep = new HubSweep(await connectToHub(hubRegion));
  try {
    await sweep.start(request);
    return sweep.sweepId;
  } finally {
    await sweep.close();
  }
}
