import { managementAccountOf, nextRun, STACK_NAMES, type HubConfiguration } from '@catalog-sweep/core';

interface PlannedStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly holds: string;
}

/** What a configuration would deploy, as far as it can be told without AWS. */
export interface PlannedDeployment {
  readonly stacks: readonly PlannedStack[];
  /** The next runs of the schedule, in milliseconds since 1970; fewer than three when it ends. */
  readonly nextRuns: readonly number[];
  /** What is right, and yet worth a thought. */
  readonly warnings: readonly string[];
  readonly configuration: HubConfiguration;
}

const RUNS_SHOWN = 3;

/** What the configuration would deploy now: `now` is in milliseconds since 1970. */
export function plannedDeployment(configuration: HubConfiguration, now: number): PlannedDeployment {
  const nextRuns = runsAfter(now, configuration);
  return { stacks: stacksOf(configuration), nextRuns, warnings: warningsOf(configuration, nextRuns), configuration };
}

function runsAfter(now: number, configuration: HubConfiguration): readonly number[] {
  const { cronExpressionForEventRule: expression, timeZone } = configuration;
  const runs: number[] = [];
  let run = nextRun({ expression, timeZone }, now);
  while (run !== undefined && runs.length < RUNS_SHOWN) {
    runs.push(run);
    run = nextRun({ expression, timeZone }, run);
  }
  return runs;
}

function stacksOf({ hub, targets }: HubConfiguration): readonly PlannedStack[] {
  const { account, region } = hub;
  const { accounts, organizationalUnits } = targets.include;
  const isList = accounts.length > 0 && organizationalUnits.length === 0;
  const managementAccount = managementAccountOf(hub);
  return [
    {
      name: STACK_NAMES.hub,
      account,
      region,
      holds: 'buckets, functions, state machine, schedule, alarms',
    },
    {
      name: STACK_NAMES.spokes,
      account,
      region,
      holds: `a StackSet: two roles in ${isList ? 'each account that is named' : 'every account that is swept, also in those that join later'}`,
    },
    ...(managementAccount === undefined
      ? []
      : [
          {
            name: STACK_NAMES.managementAccount,
            account: managementAccount,
            region,
            holds: 'the same two roles, where StackSets never reach',
          },
        ]),
  ];
}

function warningsOf(configuration: HubConfiguration, nextRuns: readonly number[]): readonly string[] {
  const { mode, optIn, spokes, logBucket, notificationAddresses } = configuration;
  const warnings: readonly (string | false | undefined)[] = [
    mode === 'update' && 'mode is update: the scheduled sweep changes what is opted in',
    scheduleWarning(configuration, nextRuns),
    managementAccountWarning(configuration),
    notificationAddresses.length === 0 &&
      'no notificationAddresses: alarms reach nobody until somebody subscribes to their topic',
    logBucket.account !== undefined &&
      `the log bucket is of account ${logBucket.account}: its owner has to add what the deployment prints to the policies of bucket and key`,
    optIn.includes('hub') && "optIn has hub: a TagOption in the hub's catalogue opts all spokes in at once",
    spokes.managedPolicies.length > 0 &&
      `spokes.managedPolicies: in every account the update role gets all that ${spokes.managedPolicies.join(', ')} allows`,
    spokes.trustLocalSweeps &&
      'spokes.trustLocalSweeps: spokes trust sweeps from machines of people in the hub account too',
  ];
  return warnings.filter((warning) => typeof warning === 'string');
}

/** A sweep lasts at least as long as its longest update. */
function scheduleWarning(
  { updateDeadlineMinutes: deadline }: HubConfiguration,
  [first, second]: readonly number[],
): string | undefined {
  if (first === undefined) return 'the schedule has no run ahead: its last year is over';
  const minutes = second === undefined ? Number.POSITIVE_INFINITY : (second - first) / 60_000;
  if (minutes > deadline) return undefined;
  return `the next runs are ${minutes} minutes apart, and one update may take ${deadline} (updateDeadlineMinutes): a sweep that finds another one under way is SKIPPED`;
}

/** Its id is not known here, so nobody can tell whether an excluded or included account is it. */
function managementAccountWarning({ hub, targets }: HubConfiguration): string | undefined {
  const isEverything = targets.include.accounts.length + targets.include.organizationalUnits.length === 0;
  const isInTargets = isEverything || targets.include.organizationalUnits.includes(hub.organizationRootId);
  if (!isInTargets || managementAccountOf(hub) !== undefined) return undefined;
  return 'the management account is among the targets, and StackSets never reach it: name it in hub.managementAccount, or exclude it';
}
