/** RFC 3339 as Step Functions wants it: with T, with seconds, with a zone; any number of digits after the second. */
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970, or nothing when the text is no time. */
export function timeOf(text: string): number | undefined {
  const [, local] = TIMESTAMP.exec(text) ?? [];
  if (local === undefined || !isReal(local)) return undefined;
  // Date.parse takes no more than milliseconds.
  const time = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(time) ? undefined : time;
}

/** Date.parse takes the 30th of February for the 2nd of March, and 24:00:00 for the next day. */
function isReal(local: string): boolean {
  const time = Date.parse(`${local}Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(local);
}
