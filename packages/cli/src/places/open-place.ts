import { resolve } from 'node:path';
import { SimulatedOrganisation } from '@catalog-sweep/simulated-org';
import { faultInjectorOf, type FaultOptions } from '../fault-options.ts';
import { organisationOf, type OrganisationOptions } from '../organisation-options.ts';
import { connect } from '../hub/connect.ts';
import type { SweepPlace } from '../sweep-place.ts';
import type { LocalOptions } from './local.ts';

/** Where sweeps run: an organisation on this machine, AWS from this machine, or the deployed hub. */
export const PLACES = ['simulated', 'local', 'hub'] as const;
export type Place = (typeof PLACES)[number];

/** Where a sweep is to run, with what that place needs. */
export type Whereabouts =
  | { readonly on: 'simulated'; readonly options: OrganisationOptions & FaultOptions; readonly directory: string }
  | { readonly on: 'local'; readonly options: LocalOptions }
  | { readonly on: 'hub'; readonly hubRegion: string | undefined };

/** A place that is ready, and what a person is told about it. */
interface OpenedPlace {
  readonly place: SweepPlace;
  /** Where the log lies that `s3://bucket/key` names: a folder, where buckets are folders. */
  readonly whereIs: (location: string) => string;
  /** How many faults of each kind it met so far, where some were asked for. */
  readonly faultsInjected?: () => Readonly<Record<string, number>>;
}

export type OpenPlace = (whereabouts: Whereabouts) => Promise<OpenedPlace>;

/** Opens the place of a sweep. What a place needs is loaded only when it is asked for. */
export const openPlace: OpenPlace = async (whereabouts) => {
  if (whereabouts.on === 'local') {
    const { openLocalPlace } = await import('./local.ts');
    return { place: await openLocalPlace(whereabouts.options), whereIs: (location) => location };
  }
  if (whereabouts.on === 'hub') {
    const { HubSweep } = await import('../hub/hub-sweep.ts');
    return { place: new HubSweep(await connect(whereabouts.hubRegion)), whereIs: (location) => location };
  }
  const { openSimulatedPlace } = await import('./simulated.ts');
  const { options, directory } = whereabouts;
  const organisation = organisationOf(options, directory);
  const stateDirectory = resolve(directory, options.stateDir);
  if (options.reset) SimulatedOrganisation.reset(stateDirectory);
  const injector = faultInjectorOf(options, directory);
  const { faults, functionFaults } = injector ?? {};
  const place = await openSimulatedPlace({
    organisation,
    stateDirectory,
    ...(faults === undefined ? {} : { faults, functionFaults }),
  });
  return {
    place,
    whereIs: (location) => location.replace('s3://', `${stateDirectory}/buckets/`),
    ...(injector === undefined ? {} : { faultsInjected: () => injector.counts() }),
  };
};
