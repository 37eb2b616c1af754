import * as z from 'zod';

type Facts = Readonly<Record<string, unknown>>;

const Place = z.object({ account: z.string(), region: z.string() });

/** What the events of all functions have in common, as far as they have it. */
const About = z.object({
  sweepId: z.string().optional(),
  wave: z.string().optional(),
  target: Place.optional(),
  update: Place.optional(),
});

/** The strings of results that are codes; all others may be names, keys or reasons. */
const CODES: readonly string[] = ['kind', 'mode', 'status', 'outcome'];

/** What a log line says of an invocation: the sweep, wave, account and Region, and what came of it in numbers and codes. */
export function invocationFacts(event: unknown, result: unknown): Facts {
  const { sweepId, wave, target, update } = About.safeParse(event).data ?? {};
  const { account, region } = target ?? update ?? {};
  const about = { sweepId: sweepId ?? About.safeParse(result).data?.sweepId, wave, account, region };
  return { ...about, result: factsOf(result) };
}

/** Numbers, truth values and codes as they are, lists by their length; everything else is left out. */
function factsOf(value: unknown): Facts | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const facts = Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    const fact = factOf(name, part);
    return fact === undefined ? [] : [[name, fact] as const];
  });
  return facts.length === 0 ? undefined : Object.fromEntries(facts);
}

function factOf(name: string, value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return CODES.includes(name) ? value : undefined;
  return Array.isArray(value) ? value.length : factsOf(value);
}
