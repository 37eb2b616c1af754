import type { UpdateEnd } from '../contract/payloads.ts';

/** The end of an update, of which only a part is known: what nobody saw is null. */
export function updateEnd(known: Pick<UpdateEnd, 'outcome' | 'reason' | 'endedAt'> & Partial<UpdateEnd>): UpdateEnd {
  return {
    errors: null,
    recordId: null,
    recordStatus: null,
    provisionedProductStatus: null,
    launchRoleArn: null,
    startedAt: null,
    ...known,
  };
}
