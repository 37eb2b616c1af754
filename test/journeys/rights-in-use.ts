import { observeAccess, type Access } from '../../packages/simulated-org/src/iam/observe-access.ts';
import type { IdentityPolicy } from '../../packages/simulated-org/src/iam/policy.ts';
import { matchesPattern } from '../../packages/simulated-org/src/iam/wildcards.ts';
import type { SimulatedOrganisation } from '@catalog-sweep/simulated-org';

type Statement = IdentityPolicy['Statement'][number];

/** How what a role was given compares with what it asked for. */
export interface Comparison {
  /** What it was given and never used: `Sid action`, or `Sid resource`. */
  readonly spare: readonly string[];
  /** What it asked for and was not given: `action resource`. */
  readonly missing: readonly string[];
}

/** The rights that roles ask for in any number of runs, each role by its name wherever it is, beside those that they have. */
export class RightsInUse {
  readonly #asked = new Map<string, Map<string, Access>>();
  readonly #granted = new Map<string, readonly Statement[]>();

  /** Looks at an organisation from now on, and at the roles that it has now. */
  watch({ store }: Pick<SimulatedOrganisation, 'store'>): void {
    for (const { name, policies } of store.all('iam.roles')) {
      this.#granted.set(
        name,
        policies.flatMap(({ Statement: statements }) => statements),
      );
    }
    observeAccess(store, (access) => {
      const name = access.principalArn.slice(access.principalArn.lastIndexOf('/') + 1);
      const known = this.#asked.get(name) ?? new Map<string, Access>();
      this.#asked.set(name, known.set(`${access.action} ${access.resource} ${access.decision}`, access));
    });
  }

  /** A role without the statements of these names, which nothing here asks for. */
  compare(roleName: string, except: ReadonlySet<string> = new Set()): Comparison {
    const asked = [...(this.#asked.get(roleName)?.values() ?? [])];
    const allowed = asked.filter(({ decision }) => decision === 'allowed');
    const refused = asked.filter(({ decision }) => decision !== 'allowed');
    const statements = (this.#granted.get(roleName) ?? []).filter(({ Sid = '' }) => !except.has(Sid));
    return {
      spare: statements.flatMap((statement) => spareOf(statement, allowed)).filter((one) => !except.has(one)),
      missing: refused.map(({ action, resource }) => `${action} ${resource}`),
    };
  }
}

function spareOf({ Sid = '', Action, Resource }: Statement, allowed: readonly Access[]): readonly string[] {
  const used = allowed.filter(
    ({ action, resource }) => Action.includes(action) && Resource.some((pattern) => matchesPattern(pattern, resource)),
  );
  const actions = Action.filter((action) => !used.some((one) => one.action === action));
  const resources = Resource.filter((pattern) => !used.some(({ resource }) => matchesPattern(pattern, resource)));
  return [...actions, ...resources].map((what) => `${Sid} ${what}`);
}
