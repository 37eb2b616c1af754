import { createHash } from 'node:crypto';
import { type EventKind, EVENT_KINDS, EVENTS } from './events.ts';
import type { FaultKind, FaultPlan, FaultRule, REQUEST_KINDS } from './fault-plan.ts';
import {
  FUNCTION_FAULT_KINDS,
  type Fault,
  type FaultSubject,
  type FunctionFault,
  type FunctionSubject,
} from './faults.ts';
import { type ErrorKind, SERVICE_ERRORS } from './service-errors.ts';

/** A fault that was met. */
export interface InjectedFault {
  /** The name of its rule. */
  readonly rule: string;
  readonly kind: FaultKind;
  /** `servicecatalog:SearchProvisionedProducts`, or the name of a function. */
  readonly where: string;
  /** The account that it was about; empty for a function. */
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

type RequestKind = (typeof REQUEST_KINDS)[number];

/** How long a slow answer takes. */
const SLOW_MILLISECONDS = 20_000;
const MINUTE = 60_000;

/**
 * Makes the faults of a plan happen. Chance is a hash of seed, rule, and the request with its time (of the thing, where an event is about one): the same sweep
 * meets the same faults, and a request that comes again later may have better luck.
 */
export class FaultInjector {
  readonly #plan: FaultPlan;
  readonly #seed: number;
  readonly #injected: InjectedFault[] = [];
  /** Events that happened, by rule, kind and thing: none happens twice. */
  readonly #happened = new Set<string>();
  #start: number | undefined;

  constructor(plan: FaultPlan, seed: number) {
    this.#plan = plan;
    this.#seed = seed;
  }

  /** What was met so far, in its order. */
  injected(): readonly InjectedFault[] {
    return this.#injected;
  }

  /** How many faults of each kind were met. */
  counts(): Readonly<Partial<Record<FaultKind, number>>> {
    const counts: Partial<Record<FaultKind, number>> = {};
    for (const { kind } of this.#injected) counts[kind] = (counts[kind] ?? 0) + 1;
    return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The fault that a request meets. */
  readonly faults = (request: FaultSubject): Fault | undefined => {
    const minute = this.#minuteOf(request.time);
    const rule = this.#plan.rules.find((one) => meansRequest(one, request, minute));
    if (rule === undefined) return undefined;
    const account = accountOf(request);
    const kind = this.#draw<RequestKind>(rule, isRequestKind, { account, about: JSON.stringify(request) });
    if (kind === undefined) return this.#eventsOf(rule, request);
    this.#note({ rule: rule.name, kind, where: whereOf(request), account, region: request.region, time: request.time });
    return faultOf(kind, rule, request);
  };

  /** The fault that a call of a function meets. */
  readonly functionFaults = (call: FunctionSubject): FunctionFault | undefined => {
    const minute = this.#minuteOf(call.time);
    const { functionName, time } = call;
    const rule = this.#plan.rules.find((one) => one.functions?.includes(functionName) === true && isTime(one, minute));
    const kind = rule && this.#draw(rule, isFunctionKind, { account: '', about: JSON.stringify(call) });
    if (rule === undefined || kind === undefined) return undefined;
    this.#note({ rule: rule.name, kind, where: functionName, account: '', region: '', time });
    return { kind, cause: causeOf(rule) };
  };

  #note(fault: InjectedFault): void {
    this.#injected.push(fault);
  }

  #minuteOf(time: number): number {
    this.#start ??= time;
    return (time - this.#start) / MINUTE;
  }

  /** Which of a rule's kinds it is, if any: one draw decides among all that go by requests. */
  #draw<Kind extends FaultKind>(
    rule: FaultRule,
    isMeant: (kind: FaultKind) => kind is Kind,
    { account, about }: { readonly account: string; readonly about: string },
  ): Kind | undefined {
    let below = 0;
    const drawn = this.#chance(rule.name, about);
    for (const [kind, frequency] of kindsOf(rule)) {
      if (!isMeant(kind)) continue;
      if (typeof frequency === 'object') {
        if (this.#chance(rule.name, kind, account) < frequency.ofAccounts) return kind;
        continue;
      }
      below += frequency;
      if (drawn < below) return kind;
    }
    return undefined;
  }

  #eventsOf(rule: FaultRule, request: FaultSubject): Fault | undefined {
    const kinds = kindsOf(rule).filter((entry): entry is [EventKind, FaultFrequency] => isEventKind(entry[0]));
    if (kinds.length === 0) return undefined;
    return {
      kind: 'events',
      happen: (when, store) => {
        for (const [kind, frequency] of kinds) {
          const event = EVENTS[kind];
          const thing = event.when === when ? event.thing(request, store) : undefined;
          if (thing === undefined) continue;
          const key = `${rule.name}/${kind}/${thing}`;
          const share = typeof frequency === 'object' ? frequency.ofAccounts : frequency;
          const chance = this.#chance(rule.name, kind, typeof frequency === 'object' ? request.account : thing);
          if (this.#happened.has(key) || chance >= share || !event.happen(request, store)) continue;
          this.#happened.add(key);
          const { account, region, time } = request;
          this.#note({ rule: rule.name, kind, where: whereOf(request), account, region, time });
        }
      },
    };
  }

  /** A number from 0 up to 1 that follows from the seed and the parts. */
  #chance(...parts: readonly string[]): number {
    const digest = createHash('sha256')
      .update([this.#seed, ...parts].join('\u0000'))
      .digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  }
}

type FaultFrequency = NonNullable<FaultRule['faults'][FaultKind]>;

function kindsOf({ faults }: FaultRule): [FaultKind, FaultFrequency][] {
  return Object.entries(faults) as [FaultKind, FaultFrequency][];
}

function isEventKind(kind: FaultKind): kind is EventKind {
  return (EVENT_KINDS as readonly string[]).includes(kind);
}

function isFunctionKind(kind: FaultKind): kind is FunctionFault['kind'] {
  return (FUNCTION_FAULT_KINDS as readonly string[]).includes(kind);
}

function isRequestKind(kind: FaultKind): kind is RequestKind {
  return !isEventKind(kind) && !isFunctionKind(kind);
}

function meansRequest(rule: FaultRule, request: FaultSubject, minute: number): boolean {
  const { service, operations, roles, accounts, regions } = rule;
  return (
    service === request.service &&
    (operations?.includes(request.operation) ?? true) &&
    (roles?.includes(request.principalArn.split('/').at(-1) ?? '') ?? true) &&
    (accounts?.includes(accountOf(request)) ?? true) &&
    (regions?.includes(request.region) ?? true) &&
    isTime(rule, minute)
  );
}

function isTime({ from = 0, until = Infinity }: FaultRule, minute: number): boolean {
  return minute >= from && minute < until;
}

/** Whose request it is; of AssumeRole the account whose role is wanted. */
function accountOf({ account, operation, input }: FaultSubject): string {
  if (operation !== 'AssumeRole') return account;
  const { RoleArn } = input as { readonly RoleArn?: unknown };
  return /^arn:[^:]+:iam::(\d{12}):/.exec(String(RoleArn))?.[1] ?? account;
}

function whereOf({ service, operation }: FaultSubject): string {
  return `${service}:${operation}`;
}

/** What stands in every error that a rule makes. */
function causeOf({ name }: FaultRule): string {
  return `fault ${name}`;
}

function faultOf(kind: RequestKind, rule: FaultRule, { service }: FaultSubject): Fault {
  if (kind === 'slow') return { kind: 'slow', milliseconds: SLOW_MILLISECONDS };
  if (kind === 'connection-lost-before') return { kind: 'broken connection', when: 'before the act' };
  if (kind === 'connection-lost-after') return { kind: 'broken connection', when: 'after the act' };
  return errorOf(kind, rule, service);
}

function errorOf(kind: ErrorKind, rule: FaultRule, service: string): Fault {
  const error = SERVICE_ERRORS[service]?.[kind];
  if (error === undefined) throw new Error(`there are no errors of ${service}`);
  return { ...error, kind: 'error', message: `${error.message} (${causeOf(rule)})` };
}
