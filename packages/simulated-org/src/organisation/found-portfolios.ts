import * as z from 'zod';
import type { PortfolioDescription } from './description.ts';
import type { Actor, Past, Step } from './past.ts';

type Held = PortfolioDescription['products'][number];
type Share = PortfolioDescription['shares'][number];

const MadePortfolio = z.looseObject({ PortfolioDetail: z.looseObject({ Id: z.string() }) });

/** How a portfolio came about in each of its Regions: itself, its principals, its shares, its products, and the end of any of these. */
export function* portfolioSteps(portfolio: PortfolioDescription, past: Past): Iterable<Step> {
  const account = past.ownerOf(portfolio);
  for (const region of past.regionsOf(portfolio, account)) {
    const place = { portfolio, actor: { account, region }, past };
    yield creation(place);
    for (const principal of portfolio.principals) yield principalStep(principal, account, place);
    for (const share of portfolio.shares) yield* shareSteps(share, place);
    for (const held of portfolio.products) yield* productSteps(held, place);
  }
}

/** A portfolio in one of its Regions. */
interface Place {
  readonly portfolio: PortfolioDescription;
  readonly actor: Actor;
  readonly past: Past;
}

function creation({ portfolio, actor, past }: Place): Step {
  const { name, provider } = portfolio;
  return {
    at: past.notBefore(),
    actor,
    operation: 'CreatePortfolio',
    subject: name,
    input: () => ({ DisplayName: name, ProviderName: provider, IdempotencyToken: past.token(name) }),
    note: (output) => past.ids.note('portfolio', actor.region, name, MadePortfolio.parse(output).PortfolioDetail.Id),
  };
}

function portfolioId({ portfolio, actor, past }: Place): string {
  return past.ids.of('portfolio', actor.region, portfolio.name);
}

/** A principal that the owner of a portfolio, or somebody who imports it, adds to it. */
function principalStep(principal: string, account: string, place: Place): Step {
  return {
    at: place.past.notBefore(),
    actor: { ...place.actor, account },
    operation: 'AssociatePrincipalWithPortfolio',
    subject: `${principal} with ${place.portfolio.name}`,
    input: () => ({
      PortfolioId: portfolioId(place),
      PrincipalARN: principal,
      PrincipalType: principal.startsWith('arn:aws:iam:::') ? 'IAM_PATTERN' : 'IAM',
    }),
  };
}

function* shareSteps(share: Share, place: Place): Iterable<Step> {
  const { portfolio, actor, past } = place;
  const common = { actor, subject: portfolio.name, at: past.notBefore() };
  const recipient = () => ({ PortfolioId: portfolioId(place), ...recipientOf(share, past) });
  yield {
    ...common,
    operation: 'CreatePortfolioShare',
    input: () => ({ ...recipient(), ShareTagOptions: share.tagOptions, SharePrincipals: share.principals }),
  };
  // A share with a single account has to be accepted there; those with the organisation or an OU are accepted by themselves.
  if (share.account !== undefined) {
    const recipientActor = { account: share.account, region: actor.region };
    yield {
      ...common,
      actor: recipientActor,
      operation: 'AcceptPortfolioShare',
      input: () => ({ PortfolioId: portfolioId(place) }),
    };
    for (const principal of share.recipientPrincipals ?? []) yield principalStep(principal, share.account, place);
  }
  if (share.ended !== undefined) {
    yield { ...common, at: Date.parse(share.ended), operation: 'DeletePortfolioShare', input: recipient };
  }
}

function recipientOf({ account, organizationalUnit }: Share, past: Past): object {
  if (account !== undefined) return { AccountId: past.account(account).id };
  const node =
    organizationalUnit === undefined
      ? { Type: 'ORGANIZATION', Value: past.organisation.organisation.id }
      : { Type: 'ORGANIZATIONAL_UNIT', Value: past.unitId(organizationalUnit) };
  return { OrganizationNode: node };
}

/** A product comes in when it has a first version, an imported one a moment later, so that its owner has shared it by then. */
function* productSteps(held: Held, place: Place): Iterable<Step> {
  const { portfolio, actor, past } = place;
  const product = past.product(held.product);
  const owner = past.ownerOf(product);
  if (!past.regionsOf(product, owner).includes(actor.region)) return;
  const imported = owner !== actor.account;
  const at = past.notBefore(past.firstPublished(held.product)) + (imported ? 1000 : 0);
  const common = { actor, subject: `${held.product} in ${portfolio.name}` };
  const both = () => ({
    PortfolioId: portfolioId(place),
    ProductId: past.ids.of('product', actor.region, held.product),
  });
  const source = () => (imported ? { SourcePortfolioId: past.sharedPortfolioId(held.product, actor.region) } : {});
  yield { ...common, at, operation: 'AssociateProductWithPortfolio', input: () => ({ ...both(), ...source() }) };
  for (const constraint of constraintsOf(held, past)) {
    yield {
      ...common,
      at,
      operation: 'CreateConstraint',
      input: () => ({ ...both(), ...constraint, IdempotencyToken: past.token(portfolio.name, held.product) }),
    };
  }
  const end = held.removed ?? product.deleted;
  if (end !== undefined)
    yield { ...common, at: Date.parse(end), operation: 'DisassociateProductFromPortfolio', input: both };
}

/** The names that CloudFormation's own documentation gives them. */
const STACK_SET_ROLES = {
  AdminRole: 'AWSCloudFormationStackSetAdministrationRole',
  ExecutionRole: 'AWSCloudFormationStackSetExecutionRole',
};

function constraintsOf({ launchRole, stackSet }: Held, past: Past): readonly object[] {
  if (stackSet !== undefined) {
    const accounts = stackSet.accounts.map((name) => past.account(name).id);
    const properties = { AccountList: accounts, RegionList: stackSet.regions, ...STACK_SET_ROLES };
    return [{ Type: 'STACKSET', Parameters: JSON.stringify({ Version: '1.0', Properties: properties }) }];
  }
  return launchRole === undefined
    ? []
    : [{ Type: 'LAUNCH', Parameters: JSON.stringify({ LocalRoleName: launchRole }) }];
}
