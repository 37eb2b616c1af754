import type { SweepId, SweepRequest } from '@catalog-sweep/core';
import type { HubConnection } from './hub-connection.ts';
import { HubSweep } from './hub-sweep.ts';

/** Begins a sweep in the hub, without waiting for it. */
export async function beginSweep(request: SweepRequest, hub: HubConnection): Promise<SweepId> {
  const sweep = new HubSweep(hub);
  try {
    await sweep.start(request);
    return sweep.sweepId;
  } finally {
    await sweep.close();
  }
}
