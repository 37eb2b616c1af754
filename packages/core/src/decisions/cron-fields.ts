/*
 * The grammar of cron expressions as EventBridge Scheduler documents it: six fields, each with its values and wildcards.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 * What the page leaves open is read as Quartz does where Scheduler was seen to take it (LW), and is refused where nobody says (ranges that wrap).
 */

interface CronField {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Words for the values, beginning with the one for `from`. */
  readonly words: readonly string[];
  readonly takesSteps: boolean;
  readonly example: string;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const DAY_OF_MONTH: CronField = {
  name: 'day of month',
  from: 1,
  to: 31,
  words: [],
  takesSteps: true,
  example: '1, 1-7, 15W, L or ?',
};
const DAY_OF_WEEK: CronField = {
  name: 'day of week',
  from: 1,
  to: 7,
  words: DAYS,
  takesSteps: false,
  example: 'THU, MON-FRI, 5#2, 6L or ?',
};
const FIELDS: readonly CronField[] = [
  { name: 'minutes', from: 0, to: 59, words: [], takesSteps: true, example: '0, 0,30 or 0/15' },
  { name: 'hours', from: 0, to: 23, words: [], takesSteps: true, example: '22, 8-18 or *' },
  DAY_OF_MONTH,
  { name: 'month', from: 1, to: 12, words: MONTHS, takesSteps: true, example: '1, JAN-MAR or *' },
  DAY_OF_WEEK,
  { name: 'year', from: 1970, to: 2199, words: [], takesSteps: true, example: '2027, 2027-2030 or *' },
];

/** What is wrong with the fields of a cron expression, with what would be right; or undefined. */
export function cronFieldsProblem(fields: readonly string[]): string | undefined {
  if (fields.length !== FIELDS.length) {
    const unix = fields.length === 5 ? '; the cron of Unix has no year' : '';
    return `has ${fields.length} fields instead of six: minutes, hours, day of month, month, day of week and year${unix}`;
  }
  const problems = FIELDS.map((field, index) => fieldProblem(fields[index] ?? '', field));
  return problems.find((problem) => problem !== undefined) ?? dayFieldsProblem(fields);
}

/** Only one of the two fields for days can say something. */
function dayFieldsProblem([, , dayOfMonth, , dayOfWeek]: readonly string[]): string | undefined {
  const open = [dayOfMonth, dayOfWeek].filter((text) => text === '?').length;
  if (open === 1) return undefined;
  return open === 2
    ? 'has ? for the day of month and for the day of week: one of them must say which days, such as ? * THU'
    : `has ${dayOfMonth} for the day of month and ${dayOfWeek} for the day of week: one of them must be ?, such as ? * THU`;
}

function fieldProblem(text: string, field: CronField): string | undefined {
  if (isWildcardOfDays(text, field)) return undefined;
  const wrong = text.split(',').find((item) => !isItem(item, field));
  if (wrong === undefined) return undefined;
  const place = wrong === text ? '' : ` in ${text}`;
  const words = field.words.length === 0 ? '' : ` and ${field.words[0]}-${field.words.at(-1)}`;
  const values = `${field.from}-${field.to}${words}`;
  return `has ${wrong === '' ? 'nothing' : wrong}${place} for the ${field.name}: it takes ${values}, such as ${field.example}${hintOf(wrong, field)}`;
}

/** The forms that have a field for themselves: they cannot stand in a list. */
function isWildcardOfDays(text: string, field: CronField): boolean {
  if (field === DAY_OF_MONTH)
    return /^(\?|L|LW)$/i.test(text) || (/^\d+W$/i.test(text) && isValue(text.slice(0, -1), field));
  if (field !== DAY_OF_WEEK) return false;
  const [, day, occurrence] = /^([A-Z]{3}|\d)(?:L|#(\d))$/i.exec(text) ?? [];
  if (day === undefined) return text === '?' || text.toUpperCase() === 'L';
  return isValue(day, field) && (occurrence === undefined || (Number(occurrence) >= 1 && Number(occurrence) <= 5));
}

/** `*`, a value or a range, each with or without a step. */
function isItem(item: string, field: CronField): boolean {
  const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(item) ?? [];
  if (step !== undefined && (!field.takesSteps || !isStep(Number(step), field))) return false;
  if (range === '*') return true;
  const ends = range.split('-');
  const [from, to] = ends.map((end) => valueOf(end, field));
  if (ends.length === 1) return from !== undefined;
  return ends.length === 2 && from !== undefined && to !== undefined && from <= to;
}

function isStep(step: number, { from, to }: CronField): boolean {
  return step >= 1 && step <= to - from;
}

function isValue(text: string, field: CronField): boolean {
  return valueOf(text, field) !== undefined;
}

function valueOf(text: string, { from, to, words }: CronField): number | undefined {
  const index = words.indexOf(text.toUpperCase());
  if (index !== -1) return from + index;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : undefined;
}

/** What somebody may not know who is used to another cron. */
function hintOf(wrong: string, field: CronField): string {
  const [from, to] = wrong.split('-').map((end) => valueOf(end, field));
  if (from !== undefined && to !== undefined && from > to) return '; a range goes upwards, so list the values instead';
  if (field === DAY_OF_WEEK && wrong === '0') return '; Sunday is 1';
  if (field === DAY_OF_WEEK && wrong.includes('/')) return '; days of the week have no steps';
  if (isWildcardOfDays(wrong, field)) return '; L, W and # stand alone, not in a list';
  return '';
}
