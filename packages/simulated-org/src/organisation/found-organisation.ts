import type { Operation, RequestContext } from '../operation.ts';
import { serviceCatalogOperations } from '../service-catalog/operations.ts';
import type { Found, Founding } from '../organisation-settings.ts';
import type { Organisation } from './description.ts';
import { foundAccounts, type RolesOf } from './found-accounts.ts';
import { portfolioSteps } from './found-portfolios.ts';
import { endOfProductSteps, productSteps } from './found-products.ts';
import { provisionedProductSteps } from './found-provisioned-products.ts';
import { foundStackSet } from './found-stack-set.ts';
import { tagOptionSteps } from './found-tag-options.ts';
import { FoundingError, Past, type Step } from './past.ts';

/**
 * The first state of an organisation, the same each time. Accounts, their roles and the StackSet are put there; all else is made as it is made later too, by the
 * operations of Service Catalog, at the times that the description gives them. Throws FoundingError when that history cannot have happened.
 */
export function foundOrganisation(
  organisation: Organisation,
  {
    roles,
    stackSetName,
  }: {
    readonly roles: RolesOf;
    /** The StackSet that puts the spoke roles into the accounts. */
    readonly stackSetName: string;
  },
): Found {
  return (founding) => {
    const past = new Past(organisation, founding.hash);
    foundAccounts(past, founding, roles);
    foundStackSet(past, founding, stackSetName);
    for (const step of historyOf(past)) take(step, past, founding);
  };
}

/** All steps in the order of time; of the same time, in the order in which they need each other. */
function historyOf(past: Past): readonly Step[] {
  const { products, portfolios, tagOptions, provisionedProducts } = past.organisation;
  const steps: Step[] = [];
  for (const product of products) steps.push(...productSteps(product, past));
  for (const portfolio of portfolios) steps.push(...portfolioSteps(portfolio, past));
  for (const tagOption of tagOptions) steps.push(...tagOptionSteps(tagOption, past));
  for (const provisioned of provisionedProducts) steps.push(...provisionedProductSteps(provisioned, past));
  for (const product of products) steps.push(...endOfProductSteps(product, past));
  return steps.toSorted((a, b) => a.at - b.at);
}

function take({ at, actor, operation, subject, input, note }: Step, past: Past, founding: Founding): void {
  const account = past.account(actor.account).id;
  const context = {
    ...founding.contextFor({ account, region: actor.region, time: at, ...past.principalOf(actor) }),
    objects: past.templates,
  };
  try {
    const output = run(operation, input(), context);
    note?.(output);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FoundingError(`cannot ${operation} ${subject} in ${actor.account}, ${actor.region}: ${why}`, { cause });
  }
}

function run(name: string, input: object, context: RequestContext): unknown {
  const operation: Operation | undefined = serviceCatalogOperations[name];
  if (operation === undefined) throw new Error(`the operation ${name} is not known here`);
  // The wire's shapes are checked by each operation, which alone knows them.
  return operation.run(input as never, context);
}
