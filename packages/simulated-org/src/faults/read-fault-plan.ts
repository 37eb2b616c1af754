import { parseYaml, readText, type YamlText } from '../organisation/yaml-file.ts';
import { FaultPlan } from './fault-plan.ts';
import { faultProblems } from './fault-problems.ts';

/** Thrown when a fault file cannot be read, or is wrong: all problems at once, each with line and dotted path. */
export class FaultFileError extends Error {
  override readonly name = 'FaultFileError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Reads a fault file; `functions` are the names of functions that there are. Throws FaultFileError. */
export function readFaultPlan(file: string, functions: readonly string[]): FaultPlan {
  return planIn(readText(file), file, functions);
}

/** The same for its text; `file` is its name in messages. */
export function parseFaultPlan(text: string, file: string, functions: readonly string[]): FaultPlan {
  return planIn({ text }, file, functions);
}

function planIn(text: YamlText, file: string, functions: readonly string[]): FaultPlan {
  const { data, problems } = parseYaml(text, file, {
    schema: FaultPlan,
    problemsOf: (plan) => faultProblems(plan, functions),
  });
  if (data === undefined) throw new FaultFileError(problems);
  return data;
}
