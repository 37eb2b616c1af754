import { OUTCOME_MEANINGS, type LogEntry, type OptInSource } from '@catalog-sweep/core';
import { count, wrapped } from './text.ts';

/** Why a provisioned product was or was not updated, as facts in sentences. */
export interface Explanation {
  readonly title: string;
  readonly outcome: string;
  readonly meaning: string;
  readonly facts: readonly string[];
  readonly remedy: string;
}

/** `newestSweep` is the newest sweep that has a log; the entry may be of an older one. */
export function explain(entry: LogEntry, newestSweep: string): Explanation {
  const { meaning, remedy } = OUTCOME_MEANINGS[entry.Outcome];
  return {
    title: `${entry.ProvisionedProductName} (${entry.ProvisionedProductId}) in ${entry.AccountName} (${entry.AccountNo}), ${entry.Region}`,
    outcome: entry.Outcome,
    meaning,
    facts: [
      ...whichSweep(entry, newestSweep),
      ...whatItIs(entry),
      ...howFarBehind(entry),
      ...whetherOptedIn(entry),
      ...whyNot(entry),
      ...whatWasTried(entry),
    ],
    remedy,
  };
}

export function renderExplanation(explanation: Explanation, columns: number): string {
  const { title, outcome, meaning, facts, remedy } = explanation;
  return [
    wrapped(title, columns),
    '',
    wrapped(`${outcome}: ${meaning}`, columns),
    ...facts.map((fact) => wrapped(fact, columns, '  ')),
    '',
    wrapped(`What to do: ${remedy}`, columns),
  ].join('\n');
}

function whichSweep({ SweepId: sweep }: LogEntry, newest: string): string[] {
  if (sweep === newest) return [];
  return [`The newest sweep, ${newest}, has no line of it; this is what the sweep ${sweep} says.`];
}

function whatItIs(entry: LogEntry): string[] {
  const { ProductName: product, ProvisionedVersionName: version, LaunchedBy: who, ScannedTime: when } = entry;
  const { ProvisionedProductStatus: status } = entry;
  return [
    `It was launched from ${product ?? 'a product that is gone'}${who === null ? '' : ` by ${who}`}.`,
    `The sweep ${entry.SweepId} found it at ${version === null ? 'a version that is gone' : `version ${version}`} on ${timeOf(when)}.`,
    ...(status === 'AVAILABLE' ? [] : [`Its status in Service Catalog was ${status} when the sweep looked last.`]),
  ];
}

function howFarBehind({
  Outdated: outdated,
  LatestVersionName: latest,
  VersionsBehind: versions,
  DaysBehind: days,
}: LogEntry): string[] {
  if (latest === null) return [];
  if (!outdated) return [`The newest eligible version of its product is ${latest}: it was not behind.`];
  if (versions === null) return [`The newest eligible version is ${latest}; how far it was behind cannot be told.`];
  const since = days === null ? '' : `, for ${count(days, 'day')}`;
  return [`The newest eligible version is ${latest}: it was ${count(versions, 'version')} behind${since}.`];
}

const OPTED_IN_BY: Readonly<Record<OptInSource, string>> = {
  spoke: 'on the product in its account',
  shared: 'shared with its portfolio',
  hub: 'on the product in the hub',
};

/** Nobody asks for the opt-in of what is not behind. */
function whetherOptedIn({ OptedInBy: by, Outdated: outdated }: LogEntry): string[] {
  if (by !== null) return [`Its product is opted in to updates, by the TagOption ${OPTED_IN_BY[by]}.`];
  return outdated ? ['Its product is not known to be opted in to updates.'] : [];
}

function whyNot({ Reason: reason, Errors: errors }: LogEntry): string[] {
  return [
    ...(reason === null ? [] : [sentence(`Reason: ${reason}`)]),
    // A reason often ends with the error that it is about.
    ...(errors === null || reason?.includes(errors) === true ? [] : [sentence(`Error: ${errors}`)]),
  ];
}

function whatWasTried(entry: LogEntry): string[] {
  const { RecordId: record, UpdateStatus: status, UpdateStartedTime: began, UpdateTimestamp: ended } = entry;
  if (record === null) return [];
  const { LaunchRoleArn: role } = entry;
  const parts = [
    ...(began === null ? [] : [`began on ${timeOf(began)}`]),
    ...(ended === null ? [] : [`ended on ${timeOf(ended)}`]),
    `has the status ${status ?? 'unknown'}`,
  ];
  return [
    `Its update is the record ${record} of Service Catalog: it ${parts.join(', ')}.`,
    ...(role === null ? [] : [`It ran with the launch role ${role}.`]),
  ];
}

function timeOf(timestamp: string): string {
  return `${timestamp.slice(0, 19)} UTC`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
