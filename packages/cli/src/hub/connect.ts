import type { HubConnection } from './hub-connection.ts';

/** Finds a deployed hub: in the Region that was given, or in that of the environment. Throws UsageError when there is none. */
export type ConnectToHub = (hubRegion: string | undefined) => Promise<HubConnection>;

/** Only who asks the hub waits for AWS's clients to be loaded. */
export const connect: ConnectToHub = async (hubRegion) => {
  const { connectToHub } = await import('./hub-connection.ts');
  return connectToHub(hubRegion);
};
