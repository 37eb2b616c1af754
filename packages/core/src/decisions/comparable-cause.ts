import type { LogEntry } from '../contract/log-entry.ts';

/** What differs between two failures of one cause: ids of requests, resources and records, accounts, and times. */
const OWN: readonly RegExp[] = [
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  /\b(?:pp|rec|prod|pa|lpv2|i|vpc|subnet|sg|eni|vol|ami)-[0-9a-z]{8,}\b/g,
  /\b\d{12}\b/g,
  /\b\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z| UTC)?/g,
];

/** The ids that services put behind an error message: `(…, Request ID: 5d1c0d5e-…)`, `(RequestToken: …, HandlerErrorCode: …)`. */
const REQUEST_IDS = /,? ?(?:Extended )?(?:Request ID|RequestToken|Request Token): [^,)]+/g;

/** How a scan begins to tell of an update that failed before. */
const OF_A_RECORD = /^the update to this version failed on .*?, by record \S+: /;

/** The most characters of a cause; more of them tells no causes apart. */
const LONGEST = 300;

/**
 * What a failure comes down to, in the words of AWS without what belongs to this one provisioned product: failures of one cause in many accounts read the
 * same. A failure without any words is told by its outcome.
 */
export function comparableCause({
  Errors,
  Reason,
  Outcome,
  ProvisionedProductName,
  StackName,
}: Pick<LogEntry, 'Errors' | 'Reason' | 'Outcome' | 'ProvisionedProductName' | 'StackName'>): string {
  const told = (Errors ?? Reason ?? Outcome).replace(OF_A_RECORD, '');
  const text = told.replaceAll(REQUEST_IDS, '').replaceAll('(, ', '(').replaceAll(' ()', '');
  const named = [StackName, ProvisionedProductName].reduce<string>(
    (rest, name) => (name === null || name === '' ? rest : replaceWord(rest, name)),
    text,
  );
  const cause = OWN.reduce((rest, pattern) => rest.replaceAll(pattern, '…'), named);
  return cause.length <= LONGEST ? cause : `${cause.slice(0, LONGEST - 1)}…`;
}

/** Whole words only: a provisioned product may be named `db`. */
function replaceWord(text: string, word: string): string {
  const escaped = word.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return text.replaceAll(new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, 'g'), '…');
}
