import { CONFIGURATION_SCHEMA_VERSION, HubConfiguration, UsageError } from '@catalog-sweep/core';
import type { Prompts } from '../prompts.ts';
import { QUESTIONS, type Question } from './questions.ts';

/** Answers by their setting, as they were typed. */
export type Answers = Readonly<Record<string, string>>;

/** Asks for what no option said. Throws UsageError when an option is wrong. */
export async function askedAnswers(given: Answers, prompts: Prompts): Promise<HubConfiguration> {
  refuseWrong(given);
  const answers: Record<string, string> = { ...given };
  for (const question of QUESTIONS) {
    const { setting, message, choices } = question;
    if (answers[setting] !== undefined || !isAsked(question, answers)) continue;
    answers[setting] =
      choices === undefined
        ? await prompts.text({
            message,
            fallback: fallbackOf(question, answers),
            problem: (answer) => problemOf(question, { ...answers, [setting]: answer }),
          })
        : await prompts.choose({ message, choices });
  }
  return configurationOf(answers);
}

/** The answers of the options, and what is right without one. Throws UsageError for options that are missing or wrong. */
export function givenAnswers(given: Answers): HubConfiguration {
  const answers: Record<string, string> = { ...given };
  for (const question of QUESTIONS) {
    if (question.isNeeded === true || !isAsked(question, answers)) continue;
    answers[question.setting] ??= fallbackOf(question, answers);
  }
  const missing = QUESTIONS.filter(({ isNeeded, setting }) => isNeeded === true && answers[setting] === undefined);
  refuseWrong(
    answers,
    missing.map(({ option, message }) => `${flagOf(option)} is needed with --yes: ${message}`),
  );
  return configurationOf(answers);
}

/** `--account <id>` -> `--account` */
export function flagOf(option: string): string {
  return option.split(' ', 1)[0] ?? option;
}

function refuseWrong(given: Answers, others: readonly string[] = []): void {
  const wrong = QUESTIONS.flatMap((question) => {
    const answer = given[question.setting];
    const problem = answer === undefined ? undefined : problemOf(question, given);
    return problem === undefined ? [] : `${flagOf(question.option)} ${answer}: ${problem}`;
  });
  if (others.length + wrong.length > 0) throw new UsageError([...others, ...wrong]);
}

function isAsked({ onlyIf }: Question, answers: Answers): boolean {
  return onlyIf === undefined || answers[onlyIf.setting] === onlyIf.is;
}

function fallbackOf({ fallback = '' }: Question, answers: Answers): string {
  return typeof fallback === 'string' ? fallback : (answers[fallback.setting] ?? '');
}

/** What the configuration would say to an answer, beside the ones that there are; settings that are missing yet do not matter. */
function problemOf({ setting, isNeeded }: Question, answers: Answers): string | undefined {
  if (isNeeded === true && answers[setting] === '') return 'there is no default for it';
  const { error } = HubConfiguration.safeParse(settingsOf(answers));
  return error?.issues.find(({ path }) => `${path.join('.')}.`.startsWith(`${setting}.`))?.message;
}

/** Options can be at odds with answers that came after them. */
function configurationOf(answers: Answers): HubConfiguration {
  const { success, data, error } = HubConfiguration.safeParse(settingsOf(answers));
  if (success) return data;
  throw new UsageError(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
}

/** The answers in the shape of a configuration. An empty answer leaves its setting out. */
function settingsOf(answers: Answers): unknown {
  const settings: Record<string, unknown> = { schemaVersion: CONFIGURATION_SCHEMA_VERSION };
  for (const { setting, isList } of QUESTIONS) {
    const answer = answers[setting];
    if (answer === undefined || answer === '') continue;
    const value = isList === true ? answer.split(',').map((entry) => entry.trim()) : answer;
    const [group = '', name] = setting.split('.');
    settings[group] = name === undefined ? value : { ...(settings[group] as object | undefined), [name]: value };
  }
  return settings;
}
