import { OUTCOME_MEANINGS, type LogEntry } from '@catalog-sweep/core';
import { count, wrapped } from './text.ts';

/** Why a provisioned product was or was not updated, as facts in sentences. */
export interface Explanation {
  readonly title: string;
  readonly outcome: string;
  readonly meaning: string;
  readonly facts: readonly string[];
  readonly remedy: string;
}

export function explain(entry: LogEntry): Explanation {
  const { meaning, remedy } = OUTCOME_MEANINGS[entry.Outcome];
  return {
    title: `${entry.ProvisionedProductName} (${entry.ProvisionedProductId}) in ${entry.AccountName} (${entry.AccountNo}), ${entry.Region}`,
    outcome: entry.Outcome,
    meaning,
    facts: [...whatItIs(entry), ...howFarBehind(entry), ...whyNot(entry), ...whatWasTried(entry)],
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

function whatItIs(entry: LogEntry): string[] {
  const { ProductName: product, ProvisionedVersionName: version, LaunchedBy: who, ScannedTime: when } = entry;
  return [
    `It is a ${product ?? 'product that is gone'} ${version ?? 'of a version that is gone'}${who === null ? '' : `, launched by ${who}`}.`,
    `The sweep ${entry.SweepId} looked at it on ${when} UTC; its status was ${entry.ProvisionedProductStatus}.`,
  ];
}

function howFarBehind({
  Outdated: outdated,
  LatestVersionName: latest,
  VersionsBehind: versions,
  DaysBehind: days,
}: LogEntry): string[] {
  if (latest === null) return [];
  if (!outdated) return [`The newest eligible version of its product is ${latest}, and it is not behind.`];
  if (versions === null)
    return [`The newest eligible version is ${latest}; by how much it is behind, nobody can tell.`];
  const since = days === null ? '' : `, since ${count(days, 'day')}`;
  return [`The newest eligible version is ${latest}: it is ${count(versions, 'version')} behind${since}.`];
}

function whyNot({
  Reason: reason,
  Errors: errors,
  OptedInBy: optedInBy,
  AutoUpdateProvisionedProduct: optedIn,
}: LogEntry): string[] {
  return [
    optedIn === 'true'
      ? `Its product is opted in to updates (${optedInBy}).`
      : 'Its product is not known to be opted in to updates.',
    ...(reason === null ? [] : [`Reason: ${reason}.`]),
    ...(errors === null || errors === reason ? [] : [`Error: ${errors}`]),
  ];
}

function whatWasTried({
  RecordId: record,
  UpdateStatus: status,
  UpdateStartedTime: began,
  UpdateTimestamp: ended,
}: LogEntry): string[] {
  if (record === null) return [];
  const times = [began === null ? '' : ` begun ${began}`, ended === null ? '' : `, ended ${ended} UTC`].join('');
  return [`The update is record ${record} of Service Catalog${times}: ${status ?? 'status unknown'}.`];
}
