import * as z from 'zod';
import { checked } from '../input.ts';
import { ServiceError, type ConditionKeys, type Operation, type RequestContext } from '../operation.ts';
import { isDelegated, isEnabledIn, organizationOf } from '../organizations/entities.ts';
import { pageOf } from '../paging.ts';
import { DEFAULT_REGIONS, OPT_IN_REGIONS } from '../regions.ts';

const SERVICE_PRINCIPAL = 'account.amazonaws.com';
/** The most that ListRegions gives at once. */
const PAGE_SIZE = 50;
const INVALID = 'ValidationException';

const OfAccount = z.strictObject({
  AccountId: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
});
const OfRegion = OfAccount.extend({ RegionName: z.string().min(1).max(50) });
const OfRegions = OfAccount.extend({
  MaxResults: z.int().min(1).max(PAGE_SIZE).default(PAGE_SIZE),
  NextToken: z.string().max(1000).optional(),
  RegionOptStatusContains: z
    .array(z.enum(['ENABLED', 'ENABLING', 'DISABLING', 'DISABLED', 'ENABLED_BY_DEFAULT']))
    .optional(),
});

/** The operations of AWS Account Management, as BEHAVIOUR.md has them. */
export const accountOperations: Readonly<Record<string, Operation>> = {
  GetRegionOptStatus: {
    resources: arnsOf,
    conditions: ({ RegionName: region }: { readonly RegionName?: string }): ConditionKeys =>
      region === undefined ? {} : { 'account:TargetRegion': region },
    run: (input: unknown, context: RequestContext) => {
      const { AccountId: id, RegionName: region } = checked(OfRegion, input, INVALID);
      const account = accountOf(id, 'GetRegionOptStatus', context);
      if (!DEFAULT_REGIONS.has(region) && !OPT_IN_REGIONS.has(region)) {
        throw new ServiceError(INVALID, `The Region ${region} does not exist.`);
      }
      return { RegionName: region, RegionOptStatus: statusOf(account, region, context) };
    },
  },
  ListRegions: {
    resources: arnsOf,
    run: (input: unknown, context: RequestContext) => {
      const { AccountId: id, RegionOptStatusContains: wanted, ...page } = checked(OfRegions, input, INVALID);
      const account = accountOf(id, 'ListRegions', context);
      const regions = [...DEFAULT_REGIONS, ...OPT_IN_REGIONS].toSorted().flatMap((region) => {
        const status = statusOf(account, region, context);
        return wanted?.includes(status) === false ? [] : [{ RegionName: region, RegionOptStatus: status }];
      });
      const { items, next } = pageOf(
        regions,
        { size: page.MaxResults, token: page.NextToken, invalidToken: INVALID },
        context,
      );
      return { Regions: items, NextToken: next };
    },
  },
};

type Status = 'ENABLED_BY_DEFAULT' | 'ENABLED' | 'DISABLED';

function statusOf(account: string, region: string, { store }: RequestContext): Status {
  if (DEFAULT_REGIONS.has(region)) return 'ENABLED_BY_DEFAULT';
  return isEnabledIn(store, account, region) ? 'ENABLED' : 'DISABLED';
}

/** The account that is asked about: the caller's own when none is named. Throws ServiceError for one that it may not name. */
function accountOf(id: string | undefined, operation: string, context: RequestContext): string {
  if (id === undefined) return context.caller.account;
  const refusal = refusalOf(id, context);
  if (refusal === undefined) return id;
  const message = `User: ${context.caller.sessionArn} is not authorized to perform: account:${operation}${refusal}`;
  throw new ServiceError('AccessDeniedException', message, 403);
}

/** Why the caller may not name an account, as AWS says it behind its usual words; undefined when it may. */
function refusalOf(id: string, { caller, store }: RequestContext): string | undefined {
  const organization = caller.organizationId === undefined ? undefined : organizationOf(store);
  if (organization === undefined) return '';
  const { managementAccount, trustedServices } = organization;
  if (caller.account !== managementAccount && !isDelegated(store, caller.account, SERVICE_PRINCIPAL)) return '';
  if (!trustedServices.some(({ servicePrincipal }) => servicePrincipal === SERVICE_PRINCIPAL)) {
    return ' (Your organization must first enable trusted access with AWS Account Management.)';
  }
  if (id === managementAccount) {
    return ' (The management account can only be managed using the standalone context from the management account)';
  }
  return store.get('organizations.accounts', id) === undefined ? '' : undefined;
}

function arnsOf({ AccountId: id }: { readonly AccountId?: string }, { caller, store }: RequestContext): string[] {
  const organization = organizationOf(store);
  return id === undefined || organization === undefined
    ? [`arn:aws:account::${caller.account}:account`]
    : [`arn:aws:account::${organization.managementAccount}:account/${organization.id}/${id}`];
}
