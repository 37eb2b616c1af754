import type { ProvisionedProductDescription } from './description.ts';
import type { Past, Step } from './past.ts';

/** How a provisioned product was launched, and what was done to it later. */
export function* provisionedProductSteps(provisioned: ProvisionedProductDescription, past: Past): Iterable<Step> {
  const { name, account, region, product, version, portfolio, launched, launchedBy, parameters, tags } = provisioned;
  const ofProduct = (versionName: string) => ({
    ProductId: past.ids.of('product', region, product),
    ProvisioningArtifactId: past.ids.of('version', region, `${product}/${versionName}`),
  });
  yield {
    at: Date.parse(launched),
    actor: { account, region, role: launchedBy },
    operation: 'ProvisionProduct',
    subject: name,
    input: () => ({
      ...ofProduct(version),
      ...(portfolio === undefined ? {} : { PathName: portfolio }),
      ProvisionedProductName: name,
      ProvisioningParameters: pairs(parameters),
      Tags: pairs(tags),
      ProvisionToken: past.token(name),
    }),
  };
  for (const [index, action] of provisioned.later.entries()) {
    const common = { at: Date.parse(action.at), actor: { account, region, role: action.by }, subject: name };
    if (action.action === 'terminate') {
      const input = () => ({ ProvisionedProductName: name, TerminateToken: past.token(name, String(index)) });
      yield { ...common, operation: 'TerminateProvisionedProduct', input };
      continue;
    }
    const input = () => ({
      ProvisionedProductName: name,
      ...ofProduct(action.version),
      ...(portfolio === undefined ? {} : { PathName: portfolio }),
      ProvisioningParameters: pairs(action.parameters),
      UpdateToken: past.token(name, String(index)),
    });
    yield { ...common, operation: 'UpdateProvisionedProduct', input };
  }
}

function pairs(values: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
}
