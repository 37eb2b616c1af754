import * as z from 'zod';
import type { RequestContext } from '../operation.ts';
import { effectiveConstraint } from './constraints.ts';
import type { Product, Version } from './entities.ts';
import { invalid, notFound } from './input.ts';
import { versionOf } from './versions.ts';
import { launchPathsOf, visibleProduct, type LaunchPath } from './visibility.ts';

/** What a request names of product, version and launch path, by id or name. */
export interface Choice {
  readonly ProductId?: string | undefined;
  readonly ProductName?: string | undefined;
  readonly ProvisioningArtifactId?: string | undefined;
  readonly ProvisioningArtifactName?: string | undefined;
  readonly PathId?: string | undefined;
  readonly PathName?: string | undefined;
}

/** What it comes to. */
export interface Chosen {
  readonly product: Product;
  readonly version: Version;
  readonly path: LaunchPath;
  /** With what AWS acts; null stands for the caller's own rights. */
  readonly launchRoleArn: string | null;
  readonly type: string;
}

/** Product, version and launch path of a request; each has to be there, and the caller allowed to it. */
export function choose(choice: Choice, context: RequestContext): Chosen {
  const product = visibleProduct(context, { id: choice.ProductId, name: choice.ProductName });
  const version = versionOf(product, choice.ProvisioningArtifactId, choice.ProvisioningArtifactName);
  if (!version.active) throw invalid(`Provisioning artifact ${version.id} is not active.`);
  const path = choosePath(product, choice, context);
  const constraint = effectiveConstraint({ portfolio: path.portfolio, product }, context);
  const launchRoleArn = constraint?.type === 'LAUNCH' ? launchRoleOf(constraint.parameters, context) : null;
  const type =
    product.type === 'CLOUD_FORMATION_TEMPLATE'
      ? constraint?.type === 'STACKSET'
        ? 'CFN_STACKSET'
        : 'CFN_STACK'
      : product.type;
  return { product, version, path, launchRoleArn, type };
}

/** The path that a request names, or the only one. Throws where none is, or it takes a choice. */
export function choosePath(product: Product, { PathId, PathName }: Choice, context: RequestContext): LaunchPath {
  if (PathId !== undefined && PathName !== undefined)
    throw invalid('Either PathId or PathName may be given, not both.');
  const paths = launchPathsOf(product, context);
  if (paths.length === 0) throw notFound(`No launch paths found for resource: ${product.id}`);
  if (PathId === undefined && PathName === undefined) {
    const [only, ...more] = paths;
    if (only === undefined || more.length > 0)
      throw invalid(`Product ${product.id} has more than one launch path; name one.`);
    return only;
  }
  const [path, ...others] = paths.filter(({ id, portfolio }) => id === PathId || portfolio.name === PathName);
  if (path === undefined) throw notFound(`Launch path ${PathId ?? PathName} not found.`);
  if (others.length > 0) throw invalid(`Product ${product.id} has more than one launch path named ${PathName}.`);
  return path;
}

const LaunchParameters = z.union([
  z.looseObject({ RoleArn: z.string() }),
  z.looseObject({ LocalRoleName: z.string() }),
]);

/** The launch role of a constraint; one that is given by its name is the one in the account of whoever launches. */
function launchRoleOf(parameters: string, { caller }: RequestContext): string {
  const role = LaunchParameters.parse(JSON.parse(parameters));
  return 'RoleArn' in role && typeof role.RoleArn === 'string'
    ? role.RoleArn
    : `arn:aws:iam::${caller.account}:role/${String(role['LocalRoleName'])}`;
}
