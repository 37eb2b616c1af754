import { HANDLER_NAMES, SPOKE_ROLE_USERS, type HandlerName, type SpokeAccess } from '@catalog-sweep/core';
import { MathExpression, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { AlarmKind } from './alarms.ts';
import { HOUR, sumExpression, sumOf } from './metric-math.ts';

type Functions = Readonly<Record<HandlerName, Function>>;

const PERIOD = { period: HOUR, statistic: Stats.SUM };

/** Of so many calls in an hour, so many percent have to fail: one dead account is no trouble of a function, and does end its call with an error. */
const FEW_CALLS = 20;
const MANY_ERRORS_PERCENT = 25;

/** These go over a whole wave or sweep: what a spoke refuses there is no error of theirs. */
const OVER_ALL: readonly HandlerName[] = ['close-wave', 'finish-sweep'];

/** The functions that are called for one account in one Region, with what they do there. */
const AT_SPOKES: Readonly<Record<SpokeAccess, readonly HandlerName[]>> = {
  read: SPOKE_ROLE_USERS.read.filter((handler) => !OVER_ALL.includes(handler)),
  update: SPOKE_ROLE_USERS.update,
};

const IN_HUB = HANDLER_NAMES.filter((handler) => !Object.values(AT_SPOKES).flat().includes(handler));

/**
 * Errors and throttles of all functions. An alarm takes ten metrics at most, so that the functions are watched in groups: those of the hub, of which no
 * call is expected to fail, and those that go to spokes, to look or to act.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export function functionAlarms(functions: Functions): readonly AlarmKind[] {
  return [
    {
      id: 'HubFunctionErrors',
      says: 'A function that works in the hub alone ended with an error.',
      heading: 'a-function-erred',
      metric: sumOf('errors', named('errors', errorsOf(functions, IN_HUB))),
      from: 1,
    },
    ...(Object.keys(AT_SPOKES) as SpokeAccess[]).map((access) => ({
      id: access === 'read' ? 'ReadFunctionErrors' : 'UpdateFunctionErrors',
      says: `Functions that ${access === 'read' ? 'look into' : 'act in'} spokes ended with errors, more often than single accounts cause.`,
      heading: 'a-function-erred',
      metric: errorPercent(functions, AT_SPOKES[access]),
      from: MANY_ERRORS_PERCENT,
    })),
    throttled('HubFunctionThrottles', functions, IN_HUB),
    throttled('SpokeFunctionThrottles', functions, Object.values(AT_SPOKES).flat()),
  ];
}

function throttled(id: string, functions: Functions, handlers: readonly HandlerName[]): AlarmKind {
  return {
    id,
    says: 'Functions of the hub were throttled: the account has too little concurrency for the sweep.',
    heading: 'a-function-was-throttled',
    metric: sumOf(
      'throttles',
      named(
        'throttles',
        handlers.map((handler) => functions[handler].metricThrottles(PERIOD)),
      ),
    ),
    from: 1,
  };
}

function errorPercent(functions: Functions, handlers: readonly HandlerName[]): IMetric {
  const errors = named('errors', errorsOf(functions, handlers));
  const calls = named(
    'calls',
    handlers.map((handler) => functions[handler].metricInvocations(PERIOD)),
  );
  const [failed, all] = [sumExpression(errors), sumExpression(calls)];
  return new MathExpression({
    label: 'calls that failed, in percent',
    expression: `IF((${all}) >= ${FEW_CALLS}, 100 * (${failed}) / (${all}), 0)`,
    usingMetrics: { ...errors, ...calls },
    period: HOUR,
  });
}

function errorsOf(functions: Functions, handlers: readonly HandlerName[]): readonly IMetric[] {
  return handlers.map((handler) => functions[handler].metricErrors(PERIOD));
}

function named(prefix: string, metrics: readonly IMetric[]): Record<string, IMetric> {
  return Object.fromEntries(metrics.map((metric, index) => [`${prefix}${index}`, metric]));
}
