import * as z from 'zod';
import { strict } from '../organisation/strict.ts';
import { FUNCTION_FAULT_KINDS } from './faults.ts';
import { ERROR_KINDS, SERVICE_ERRORS } from './service-errors.ts';
import { EVENT_KINDS } from './events.ts';

/** What goes wrong with a request itself. */
export const REQUEST_KINDS = [...ERROR_KINDS, 'slow', 'connection-lost-before', 'connection-lost-after'] as const;

const FAULT_KINDS = [...REQUEST_KINDS, ...EVENT_KINDS, ...FUNCTION_FAULT_KINDS] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const share = z.number().gt(0, 'a share is greater than 0').max(1, 'a share is at most 1');
/** How often: of the requests (of the things that an event is about), or all requests of so large a share of the accounts. */
const Frequency = z.union([share, strict({ ofAccounts: share })], {
  error: 'expected a share from 0 to 1, or { ofAccounts: a share }',
});
const names = z.array(z.string().min(1)).min(1);
const minutes = z.number().int().min(0, 'minutes are counted from 0, when the first request came');

const shares = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, Frequency.optional()])) as Readonly<
  Record<FaultKind, z.ZodOptional<typeof Frequency>>
>;

/** What goes wrong, for some requests or some functions. Where a list is absent, all are meant. */
const FaultRule = strict({
  /** Stands in every error that it makes, and in the count of faults. */
  name: z.string().regex(/^[a-z0-9-]{1,40}$/, 'a name has 1 to 40 small letters, digits and dashes'),
  service: z.enum(Object.keys(SERVICE_ERRORS) as [string, ...string[]]).optional(),
  operations: names.optional(),
  /** Names of the roles that ask. */
  roles: names.optional(),
  /** Whose request it is; of AssumeRole the account whose role is wanted. */
  accounts: names.optional(),
  regions: names.optional(),
  /** In place of a service: functions of the hub. */
  functions: names.optional(),
  from: minutes.optional(),
  until: minutes.optional(),
  faults: strict(shares).refine((faults) => Object.keys(faults).length > 0, {
    error: 'expected at least one kind of fault; docs/faults.md lists them',
  }),
});
export type FaultRule = z.infer<typeof FaultRule>;

/** What goes wrong in an organisation, as a fault file says it. */
export const FaultPlan = strict({ rules: z.array(FaultRule).min(1) });
export type FaultPlan = z.infer<typeof FaultPlan>;

/** The JSON Schema for editors, as packages/simulated-org/faults.schema.json has it. */
export function faultPlanJsonSchema(): unknown {
  return {
    title: 'What goes wrong in an organisation on this machine',
    ...z.toJSONSchema(FaultPlan, { io: 'input', target: 'draft-7' }),
  };
}
