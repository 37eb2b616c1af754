import type { HubConfiguration } from './hub-configuration.ts';
import { HUB_RULES } from './hub-rules.ts';
import { TARGET_RULES } from './target-rules.ts';

/** What is wrong with a configuration, and where in it. */
export interface ConfigurationProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What settings have to be to each other. */
export interface Rule {
  /** The settings that it looks at, as dotted paths: it is asked only when they are right by themselves. */
  readonly of: readonly string[];
  readonly problems: (configuration: HubConfiguration) => readonly ConfigurationProblem[];
}

/** The problems by the rules that can be asked: those whose settings none of the issues that were found before is about. */
export function ruleProblems(
  configuration: HubConfiguration,
  issues: readonly { readonly code?: string | undefined; readonly path?: readonly PropertyKey[] | undefined }[],
): readonly ConfigurationProblem[] {
  // An unknown key is an issue of the map that it stands in, whose other keys may well be right.
  const wrong = issues.filter(({ code }) => code !== 'unrecognized_keys').map(({ path = [] }) => `${path.join('.')}.`);
  const isRight = (setting: string) =>
    !wrong.some((path) => path.startsWith(`${setting}.`) || `${setting}.`.startsWith(path));
  return [...HUB_RULES, ...TARGET_RULES]
    .filter(({ of }) => of.every(isRight))
    .flatMap(({ problems }) => problems(configuration));
}
