import { SPOKE_ROLE_NAMES, spokeRoleArn, type PolicyStatement, type SpokeAccess } from '@catalog-sweep/core';

/** What a doctor may look at with the read role, beside what every scan may. */
export function examineStatements(partition: string): readonly PolicyStatement[] {
  const accesses = Object.keys(SPOKE_ROLE_NAMES) as SpokeAccess[];
  return [
    {
      Sid: 'LookAtOwnRoles',
      Effect: 'Allow',
      Action: ['iam:GetRole'],
      // IAM knows no path of a role that is not there: without the last ARN the update role would be denied, and not be told to be missing.
      Resource: [
        ...accesses.map((access) => spokeRoleArn({ partition, account: '*', access })),
        `arn:${partition}:iam::*:role/${SPOKE_ROLE_NAMES.update}`,
      ],
      reason: 'the roles themselves, in whichever account they are',
    },
    {
      Sid: 'LookAtOwnPortfolios',
      Effect: 'Allow',
      Action: ['servicecatalog:ListPortfoliosForProduct', 'servicecatalog:ListPrincipalsForPortfolio'],
      Resource: [`arn:${partition}:catalog:*:*:product/*`, `arn:${partition}:catalog:*:*:portfolio/*`],
      reason: 'whatever products are provisioned, and whatever portfolios hold them',
    },
  ];
}

/** What `doctor --fix` may change with the update role; absent when the configuration leaves it to people. */
export function portfolioAccessStatements(partition: string): readonly PolicyStatement[] {
  return [
    {
      Sid: 'GrantPortfolioAccess',
      Effect: 'Allow',
      Action: ['servicecatalog:AssociatePrincipalWithPortfolio'],
      Resource: [`arn:${partition}:catalog:*:*:portfolio/*`],
      reason: 'whichever portfolios of the account hold what is opted in',
    },
    {
      Sid: 'CreateTheTagOption',
      Effect: 'Allow',
      Action: ['servicecatalog:CreateTagOption'],
      Resource: ['*'],
      reason: 'TagOptions have no resource type',
    },
  ];
}
