import { OPERATOR_NAME, STATE_MACHINE_ROLE_NAME, sweepIdAt, type SweepConfiguration } from '@catalog-sweep/core';
import { SimulatedClock, type SimulatedOrganisation } from '@catalog-sweep/simulated-org';
import type { SweepPlace } from '../sweep-place.ts';
import { HubProcesses } from './hub-processes.ts';
import {
  hubOf,
  identityOf,
  openOrganisation,
  PARTITION,
  sweepConfigurationOf,
  type SimulatedHub,
  type SimulatedSettings,
} from './simulated-hub.ts';
import { InProcessSweep } from './sweep-in-process.ts';

export type { SimulatedSettings } from './simulated-hub.ts';

/** A sweep of an organisation on this machine, on simulated time. */
export interface SimulatedSweep extends SweepPlace {
  readonly sweepId: string;
  /** The organisation itself, for those who look at it from outside. */
  readonly simulated: SimulatedOrganisation;
  readonly endpoint: string;
  readonly clock: SimulatedClock;
}

/** An organisation that goes on where an earlier sweep left it, and a sweep of it; closing that closes the organisation. */
export interface SimulatedPlace extends SimulatedSweep {
  /** One more sweep, which may run beside the first. */
  another(): SimulatedSweep;
}

/**
 * Opens the organisation and makes ready to sweep it. Throws UsageError when its settings are none, and StateDirectoryError when the folder cannot be
 * used.
 */
export async function openSimulatedPlace(settings: SimulatedSettings): Promise<SimulatedPlace> {
  const { organisation } = settings;
  const configuration = sweepConfigurationOf(organisation);
  const identity = identityOf(organisation);
  const clock = new SimulatedClock(Date.parse(organisation.now));
  const simulated = await openOrganisation(settings, { clock, configuration });
  if (simulated.lastTime !== undefined) clock.catchUp(simulated.lastTime + 1000);
  const { endpoint } = await simulated.listen();

  const { functionFaults } = settings;
  const ground = { hub: hubOf(organisation), configuration, clock, simulated, functionFaults };
  let sweeps = 0;
  function next(whenClosed: () => Promise<void>): SimulatedSweep {
    sweeps += 1;
    // It follows from organisation and time, so that the same sweep has the same.
    const now = clock.now();
    const sweepId = sweepIdAt(now, `${sweeps === 1 ? identity : `${identity}/${sweeps}`}/${now}`);
    return Object.assign(sweepOf(ground, sweepId, whenClosed), { sweepId, simulated, endpoint, clock });
  }
  return Object.assign(
    next(() => simulated.close()),
    { another: () => next(() => Promise.resolve()) },
  );
}

interface Ground {
  readonly hub: SimulatedHub;
  readonly configuration: SweepConfiguration;
  readonly clock: SimulatedClock;
  readonly simulated: SimulatedOrganisation;
  readonly functionFaults: SimulatedSettings['functionFaults'];
}

/** A sweep in which every function and the state machine have their own role, and so have those who stop it. */
function sweepOf(ground: Ground, sweepId: string, whenClosed: () => Promise<void>): InProcessSweep {
  const { clock } = ground;
  const processes = new HubProcesses(ground);
  return new InProcessSweep({
    sweepId,
    partition: PARTITION,
    clock,
    functionFaults: ground.functionFaults,
    processOf: (name) => processes.processOf(name),
    stateMachineBucket: processes.workBucketAs(STATE_MACHINE_ROLE_NAME),
    operatorBucket: processes.workBucketAs(OPERATOR_NAME),
    apiCalls: () => processes.calls(),
    close: () => {
      processes.close();
      return whenClosed();
    },
  });
}
