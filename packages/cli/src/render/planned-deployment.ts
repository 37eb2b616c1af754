import type { HubConfiguration, OptInSource } from '@catalog-sweep/core';
import type { PlannedDeployment } from '../planned-deployment.ts';
import type { Colours } from '../terminal.ts';
import { count, table, wrapped } from './text.ts';

interface Style {
  readonly columns: number;
  readonly colours: Colours;
}

/** What a person reads of a configuration that is right: what would be deployed. */
export function renderPlannedDeployment(planned: PlannedDeployment, file: string, style: Style): string {
  const { configuration, warnings } = planned;
  const { colours, columns } = style;
  const parts = [
    `${file} is ${colours.green('right')}. It would deploy:`,
    part('Stacks', stackRows(planned), style),
    part('Schedule', scheduleRows(planned, style), style),
    part('Targets', targetRows(configuration), style),
    part('Updates', updateRows(configuration), style),
    part('Logs and alarms', logRows(configuration), style),
    warnings.length === 0
      ? ''
      : `${colours.bold('To know')}\n${warnings.map((warning) => wrapped(colours.yellow(warning), columns, '  ')).join('\n')}`,
  ];
  return parts.filter((text) => text !== '').join('\n\n');
}

function part(title: string, rows: readonly (readonly string[])[], { columns, colours }: Style): string {
  return `${colours.bold(title)}\n${table(rows, columns)}`;
}

function stackRows({ stacks }: PlannedDeployment): readonly (readonly string[])[] {
  return stacks.map(({ name, account, region, holds }) => [name, `${account} ${region}: ${holds}`]);
}

function scheduleRows(
  { configuration, nextRuns }: PlannedDeployment,
  { colours }: Style,
): readonly (readonly string[])[] {
  const { cronExpressionForEventRule, timeZone, mode } = configuration;
  const runs = nextRuns.map((run) => runTime(run, timeZone));
  return [
    ['when', `${cronExpressionForEventRule}, ${timeZone}`],
    ['next', runs.length === 0 ? 'never' : runs.join('\n')],
    [
      'mode',
      mode === 'report'
        ? 'report: it looks and reports; nothing is updated'
        : colours.yellow('update: it updates what is behind and opted in'),
    ],
  ];
}

/** `Thu, 26 Nov 2026, 22:00`, with the time in UTC where that is another. */
function runTime(run: number, timeZone: string): string {
  const inZone = (zone: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(run);
  const local = inZone(timeZone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const [hourThere, hourInUtc] = [inZone(timeZone, {}), inZone('UTC', {})];
  return hourThere === hourInUtc ? local : `${local} (${hourInUtc} UTC)`;
}

function targetRows({ hub, targets, waves }: HubConfiguration): readonly (readonly string[])[] {
  const named = selectionText(targets.include);
  const excluded = selectionText(targets.exclude);
  return [
    ['accounts', named === '' ? `all of the organisation ${hub.organizationId}` : named],
    ...(excluded === '' ? [] : [['except', excluded]]),
    ['Regions', targets.regions.join(', ')],
    ...(waves.length === 0
      ? []
      : [
          [
            'in order',
            [...waves.map((wave) => `${wave.name} (${selectionText(wave)})`), 'everything else'].join(', then '),
          ],
        ]),
  ];
}

/** More ids than this are counted. */
const MOST_IDS = 5;

function selectionText({
  accounts,
  organizationalUnits,
}: {
  readonly accounts: readonly string[];
  readonly organizationalUnits: readonly string[];
}): string {
  const units = listed(organizationalUnits, 'OU');
  return [
    ...(units === '' ? [] : [`${units} and all below`]),
    ...(accounts.length === 0 ? [] : [listed(accounts, 'account')]),
  ].join('; ');
}

function listed(ids: readonly string[], noun: string): string {
  if (ids.length === 0) return '';
  return ids.length > MOST_IDS ? count(ids.length, noun) : ids.join(', ');
}

const OPTED_IN: Readonly<Record<OptInSource, string>> = {
  spoke: 'in the spoke',
  shared: 'shared with the portfolio',
  hub: "in the hub's catalogue",
};

function updateRows(configuration: HubConfiguration): readonly (readonly string[])[] {
  const { tagOptionKey, tagOptionValue, optIn, updateTypes, updateControlTowerAccounts, concurrency } = configuration;
  const { maxUpdates, stopAfterFailures, updateDeadlineMinutes, updateWindowMinutes, holds } = configuration;
  const window = updateWindowMinutes === null ? '' : `, started within ${minutes(updateWindowMinutes)}`;
  return [
    [
      'opted in',
      `by the TagOption ${tagOptionKey} = ${tagOptionValue} ${optIn.map((source) => OPTED_IN[source]).join(' or ')}`,
    ],
    ['types', `${updateTypes.join(', ')}${updateControlTowerAccounts ? ', and accounts of Control Tower' : ''}`],
    ['at most', `${count(maxUpdates, 'update')} a sweep${window}, each followed for ${minutes(updateDeadlineMinutes)}`],
    ['stops', `with a version after ${count(stopAfterFailures, 'failure')}`],
    ['at once', `${count(concurrency.scans, 'scan')}, ${count(concurrency.updates, 'update')}`],
    ...holds.map((hold, index) => [index === 0 ? 'held' : '', holdText(hold)]),
  ];
}

function holdText({ reason, ...fields }: HubConfiguration['holds'][number]): string {
  const what = Object.values(fields).filter((value) => value !== undefined);
  return `${what.join(' in ')}${reason === undefined ? '' : `: ${reason}`}`;
}

function minutes(number: number): string {
  return number % 60 === 0 ? count(number / 60, 'hour') : count(number, 'minute');
}

function logRows(configuration: HubConfiguration): readonly (readonly string[])[] {
  const { hub, logS3Bucket, logBucket, logS3Key, encryption, readerAccounts, notificationAddresses } = configuration;
  const owner = logBucket.account === undefined ? '' : ` of account ${logBucket.account}`;
  const bucket = logS3Bucket === undefined ? `a bucket that the hub makes in ${hub.region}` : `${logS3Bucket}${owner}`;
  const own = encryption === 'kms' ? 'a KMS key of its own' : 'keys of S3';
  return [
    ['logs', `${bucket}, below ${logS3Key}/`],
    [
      'encrypted',
      `the hub's buckets: with ${own}${logBucket.keyArn === undefined ? '' : `; the log bucket: with ${logBucket.keyArn}`}`,
    ],
    ['readers', readerAccounts.length === 0 ? 'the hub alone' : `the hub, ${readerAccounts.join(', ')}`],
    ['alarms', notificationAddresses.length === 0 ? 'to nobody' : `to ${notificationAddresses.join(', ')}`],
  ];
}
