import { Organisation } from './description.ts';
import { referenceProblems } from './reference-problems.ts';
import { parseYaml, readText, type YamlText } from './yaml-file.ts';

/** Thrown when the description of an organisation cannot be read, or is wrong: all problems at once, each with line and dotted path. */
export class OrganisationFileError extends Error {
  override readonly name = 'OrganisationFileError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Reads the description of an organisation from a YAML file. Throws OrganisationFileError. */
export function readOrganisation(file: string): Organisation {
  return described(readText(file), file);
}

/** Parses, normalises and validates the text of a description; `file` is its name in messages. Throws OrganisationFileError. */
export function parseOrganisation(text: string, file: string): Organisation {
  return described({ text }, file);
}

function described(text: YamlText, file: string): Organisation {
  const { data, problems } = parseYaml(text, file, { schema: Organisation, problemsOf: referenceProblems });
  if (data === undefined) throw new OrganisationFileError(problems);
  return data;
}
