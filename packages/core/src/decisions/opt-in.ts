import type { OptInSource } from '../contract/configuration.ts';

/** What is known of a product's opt-in without asking for the product itself. */
export interface OptInFacts {
  /** The account's Service Catalog lists the product under the opt-in TagOption; undefined when its TagOptions were never migrated. */
  readonly listedInSpoke: boolean | undefined;
  /** The hub's product has the TagOption, in a portfolio that shares TagOptions. */
  readonly sharedByHub: boolean;
  readonly hubOptedIn: boolean;
}

/**
 * By which of the allowed sources a product is opted in, as far as that is known; undefined when it is not. What is shared counts as long as nobody
 * looks closer, see `whatToAsk`. The hub's own opt-in speaks for every spoke at once, so it has to be allowed by name.
 */
export function knownOptIn(facts: OptInFacts, allowed: readonly OptInSource[]): OptInSource | undefined {
  if (facts.listedInSpoke === true && allowed.includes('spoke')) return 'spoke';
  if (facts.sharedByHub && allowed.includes('shared')) return 'shared';
  if (facts.hubOptedIn && allowed.includes('hub')) return 'hub';
  return undefined;
}

/**
 * What has to be asked of the product itself before it is updated. Whether the list of a TagOption's resources has imported products is
 * not documented, so what it does not confirm is asked for, and a share is believed only when the spoke shows it. An account whose
 * TagOptions were never migrated cannot answer: there the hub's word counts.
 */
export function whatToAsk(facts: OptInFacts, allowed: readonly OptInSource[]): readonly ('spoke' | 'shared')[] {
  if (facts.listedInSpoke === undefined || (facts.listedInSpoke && allowed.includes('spoke'))) return [];
  const questions: ('spoke' | 'shared')[] = [];
  if (allowed.includes('spoke')) questions.push('spoke');
  if (allowed.includes('shared') && facts.sharedByHub) questions.push('shared');
  return questions;
}
