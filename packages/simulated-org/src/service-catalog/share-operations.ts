import { ServiceError, type RequestContext } from '../operation.ts';
import { isDelegated, organizationOf } from '../organizations/entities.ts';
import { idOf, type Portfolio, type Share, type ShareOperation } from './entities.ts';
import { notFound, operation, text } from './input.ts';
import { reaches } from './visibility.ts';

const SERVICE_PRINCIPAL = 'servicecatalog.amazonaws.com';

/** How changes of shares go, which take time. */
export const shareStatusOperations = {
  DescribePortfolioShareStatus: operation({ PortfolioShareToken: text }, ({ PortfolioShareToken: token }, context) => {
    checkAdministrator(context);
    const { store, caller, region, clock } = context;
    const found = store.get('servicecatalog.shareOperations', token);
    if (found?.account !== caller.account || found.region !== region) {
      throw notFound(`Portfolio share operation ${token} not found.`);
    }
    const isOver = found.endsAt <= clock.now();
    return {
      PortfolioShareToken: token,
      PortfolioId: found.portfolioId,
      OrganizationNodeValue: found.recipient,
      Status: isOver ? 'COMPLETED' : 'IN_PROGRESS',
      ShareDetails: { SuccessfulShares: isOver ? accountsOf(found, context) : [], ShareErrors: [] },
    };
  }),
};

/** Notes that a share is changed, and gives the token by which that is followed. */
export function noteShareOperation(
  { id: portfolioId }: Portfolio,
  { type, recipient }: Pick<Share, 'type' | 'recipient'>,
  endsAt: number,
  context: RequestContext,
): string {
  const { store, caller, region, clock } = context;
  const token = idOf('share', context, portfolioId, recipient, String(clock.now()));
  const noted: ShareOperation = { account: caller.account, region, portfolioId, type, recipient, endsAt };
  store.put('servicecatalog.shareOperations', token, noted);
  return token;
}

function checkAdministrator({ store, caller }: RequestContext): void {
  const isManagement = organizationOf(store)?.managementAccount === caller.account;
  if (isManagement || isDelegated(store, caller.account, SERVICE_PRINCIPAL)) return;
  throw new ServiceError(
    'OperationNotSupportedException',
    'Only the management account of an organization or a delegated administrator may ask this.',
  );
}

function accountsOf(share: ShareOperation, { store }: RequestContext): string[] {
  return [...store.all('organizations.accounts')]
    .map(({ id }) => id)
    .filter((id) => id !== share.account && reaches(store, share, id));
}
