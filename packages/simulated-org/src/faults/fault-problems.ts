import type { Problem } from '../organisation/problem.ts';
import { suggest } from '../organisation/suggest.ts';
import { S3_OPERATIONS } from '../s3/place.ts';
import { SERVICES } from '../services.ts';
import { EVENT_KINDS } from './events.ts';
import type { FaultKind, FaultPlan, FaultRule } from './fault-plan.ts';
import { FUNCTION_FAULT_KINDS } from './faults.ts';

/** What is wrong with a plan beside its shape: names that are not known, kinds that do not fit, and rules that get in each other's way. */
export function faultProblems({ rules }: FaultPlan, functions: readonly string[]): readonly Problem[] {
  return [
    ...rules.flatMap((rule, index) =>
      [...targetProblems(rule), ...nameProblems(rule, functions), ...kindProblems(rule), ...timeProblems(rule)].map(
        ({ path, message }) => ({ path: ['rules', index, ...path], message }),
      ),
    ),
    ...sameNames(rules),
    ...overlaps(rules),
  ];
}

const OF_REQUESTS = ['operations', 'roles', 'accounts', 'regions'] as const;

function targetProblems(rule: FaultRule): readonly Problem[] {
  if ((rule.service === undefined) === (rule.functions === undefined)) {
    return [{ path: [], message: 'a rule is for either a service or functions: name one of them' }];
  }
  if (rule.service !== undefined) return [];
  return OF_REQUESTS.filter((key) => rule[key] !== undefined).map((key) => ({
    path: [key],
    message: 'is for requests to a service, and this rule is for functions',
  }));
}

function nameProblems({ service, operations = [], functions = [] }: FaultRule, known: readonly string[]) {
  const ofService = service === undefined ? [] : operationsOf(service);
  const unknownOperations = operations.flatMap((name, index) =>
    ofService.includes(name)
      ? []
      : [
          {
            path: ['operations', index],
            message: `${service} has no operation ${name} here${suggest(name, ofService)}`,
          },
        ],
  );
  const unknownFunctions = functions.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [{ path: ['functions', index], message: `there is no function ${name}${suggest(name, known)}` }],
  );
  return [...unknownOperations, ...unknownFunctions];
}

function operationsOf(service: string): readonly string[] {
  return service === 's3' ? S3_OPERATIONS : Object.keys(SERVICES[service]?.operations ?? {});
}

function kindProblems(rule: FaultRule): readonly Problem[] {
  const kinds = Object.keys(rule.faults) as FaultKind[];
  const misplaced = kinds.flatMap((kind) => {
    const fits = fitOf(kind);
    return fits === undefined || fits.holds(rule) ? [] : [{ path: ['faults', kind], message: fits.message }];
  });
  const sum = Object.values(rule.faults)
    .filter((share) => typeof share === 'number')
    .reduce((one, other) => one + other, 0);
  // Shares of events are of other things than requests, and add up to nothing.
  const counted = kinds.every((kind) => !isEvent(kind));
  return counted && sum > 1
    ? [...misplaced, { path: ['faults'], message: `the shares add up to ${sum}: 1 is all requests` }]
    : misplaced;
}

/** What a rule has to be for; undefined when that is clear already. */
function fitOf(
  kind: FaultKind,
): { readonly holds: (rule: FaultRule) => boolean; readonly message: string } | undefined {
  if ((FUNCTION_FAULT_KINDS as readonly string[]).includes(kind)) {
    return { holds: ({ functions }) => functions !== undefined, message: 'is for rules with functions' };
  }
  if (isEvent(kind)) {
    return {
      holds: ({ service }) => service === 'servicecatalog',
      message: 'is for rules with service: servicecatalog, whose requests name what it happens to',
    };
  }
  return { holds: ({ service }) => service !== undefined, message: 'is for rules with a service' };
}

function isEvent(kind: FaultKind): boolean {
  return (EVENT_KINDS as readonly string[]).includes(kind);
}

function timeProblems({ from = 0, until }: FaultRule): readonly Problem[] {
  return until === undefined || from < until
    ? []
    : [{ path: ['until'], message: `${until} is not after from: ${from}` }];
}

function sameNames(rules: readonly FaultRule[]): readonly Problem[] {
  return rules.flatMap(({ name }, index) => {
    const first = rules.findIndex((rule) => rule.name === name);
    return first === index ? [] : [{ path: ['rules', index, 'name'], message: `rules[${first}] has the same name` }];
  });
}

/** Two rules that may mean the same request: which of them counts would depend on their order. */
function overlaps(rules: readonly FaultRule[]): readonly Problem[] {
  return rules.flatMap((rule, index) => {
    const first = rules.findIndex((other, at) => at < index && overlap(rule, other));
    return first === -1
      ? []
      : [
          {
            path: ['rules', index],
            message: `overlaps rules[${first}] (${rules[first]?.name}): one request would meet both; narrow one of them`,
          },
        ];
  });
}

function overlap(one: FaultRule, other: FaultRule): boolean {
  if (one.service !== other.service) return false;
  const lists = [...OF_REQUESTS, 'functions'] as const;
  return lists.every((key) => meet(one[key], other[key])) && meetInTime(one, other);
}

function meet(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return one === undefined || other === undefined || one.some((name) => other.includes(name));
}

function meetInTime(one: FaultRule, other: FaultRule): boolean {
  return (one.from ?? 0) < (other.until ?? Infinity) && (other.from ?? 0) < (one.until ?? Infinity);
}
