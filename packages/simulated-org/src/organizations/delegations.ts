import { ServiceError, type ConditionKeys, type Operation, type RequestContext } from '../operation.ts';
import { administered } from './access.ts';
import { listOf, notFound, type ListInput } from './lists.ts';
import { arnOf, memberShape } from './shapes.ts';

interface AdministratorsInput extends ListInput {
  readonly ServicePrincipal?: string;
}

interface ServicesInput extends ListInput {
  readonly AccountId: string;
}

/** The operations of AWS Organizations that tell which services work in all accounts, and who acts for them. */
export const delegationOperations: Readonly<Record<string, Operation>> = {
  ListAWSServiceAccessForOrganization: {
    run: (input: ListInput, context: RequestContext) => {
      const services = administered(context).trustedServices.map(({ servicePrincipal, enabledAt }) => ({
        ServicePrincipal: servicePrincipal,
        DateEnabled: new Date(enabledAt),
      }));
      return listOf('EnabledServicePrincipals', services, input, context);
    },
  },
  ListDelegatedAdministrators: {
    conditions: ({ ServicePrincipal: service }: AdministratorsInput): ConditionKeys =>
      service === undefined ? {} : { 'organizations:ServicePrincipal': service },
    run: (input: AdministratorsInput, context: RequestContext) =>
      listOf('DelegatedAdministrators', administratorsOf(input.ServicePrincipal, context), input, context),
  },
  ListDelegatedServicesForAccount: {
    resources: arnOf('AccountId'),
    run: (input: ServicesInput, context: RequestContext) =>
      listOf('DelegatedServices', servicesOf(input.AccountId, context), input, context),
  },
};

/** One for each account, since when it is one of the service, or of its first. */
function administratorsOf(servicePrincipal: string | undefined, context: RequestContext): object[] {
  const { delegations } = administered(context);
  const since = new Map<string, number>();
  for (const one of delegations) {
    if (servicePrincipal !== undefined && one.servicePrincipal !== servicePrincipal) continue;
    since.set(one.account, Math.min(one.enabledAt, since.get(one.account) ?? Infinity));
  }
  return [...since].flatMap(([id, enabledAt]) => {
    const account = context.store.get('organizations.accounts', id);
    return account === undefined
      ? []
      : [{ ...memberShape(account, context), DelegationEnabledDate: new Date(enabledAt) }];
  });
}

function servicesOf(account: string, context: RequestContext): object[] {
  const services = administered(context).delegations.filter((one) => one.account === account);
  if (context.store.get('organizations.accounts', account) === undefined) {
    throw notFound('AccountNotFoundException', `account ${account}`);
  }
  if (services.length === 0) {
    const message = 'The specified account is not a delegated administrator for this AWS service.';
    throw new ServiceError('AccountNotRegisteredException', message);
  }
  return services.map(({ servicePrincipal, enabledAt }) => ({
    ServicePrincipal: servicePrincipal,
    DelegationEnabledDate: new Date(enabledAt),
  }));
}
