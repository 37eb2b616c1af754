import type { TagOption } from '../aws/tag-options.ts';
import type { ExaminedFinding } from '../contract/findings.ts';
import { finding } from './finding.ts';
import { byDoctorOr } from './product-findings.ts';

/** What an account and Region have of the opt-in TagOption. */
export type TagOptionState = 'in use' | 'not wanted' | 'missing' | 'inactive' | 'not migrated';

/** Whether people in a spoke can opt their own products in. */
export function tagOptionFindings(
  state: TagOptionState,
  {
    account,
    region,
    tagOption,
    portfolioAccess,
  }: {
    readonly account: string;
    readonly region: string;
    readonly tagOption: TagOption;
    readonly portfolioAccess: boolean;
  },
): readonly ExaminedFinding[] {
  const name = `${tagOption.key} = ${tagOption.value}`;
  switch (state) {
    case 'in use':
    case 'not wanted':
      return [];
    case 'missing': {
      const command = `aws servicecatalog create-tag-option --region ${region} --key ${tagOption.key} --value ${tagOption.value}`;
      return [
        finding({
          code: 'TAG_OPTION_MISSING',
          account,
          region,
          what: `it has products of its own, and no TagOption ${name} to opt them in with`,
          fix: byDoctorOr(portfolioAccess, `in account ${account}: ${command}`),
          remedies: portfolioAccess ? [{ kind: 'create TagOption', ...tagOption }] : [],
        }),
      ];
    }
    case 'inactive':
      return [
        finding({
          code: 'TAG_OPTION_INACTIVE',
          account,
          region,
          what: `its TagOption ${name} is inactive, so none of its own products is opted in`,
          fix: `if that is not meant, in account ${account}: aws servicecatalog update-tag-option --region ${region} --active --id ID, with the id that aws servicecatalog list-tag-options --region ${region} tells`,
        }),
      ];
    case 'not migrated':
      return [tagOptionsNotMigrated({ account, region })];
  }
}

/** TagOptions of before the TagOption library, which only a person can migrate, in the console. */
export function tagOptionsNotMigrated({
  account,
  region,
}: {
  readonly account: string;
  readonly region: string;
}): ExaminedFinding {
  return finding({
    code: 'TAG_OPTIONS_NOT_MIGRATED',
    account,
    region,
    what: 'its TagOptions were never migrated to the TagOption library, so nothing is known to be opted in by the account itself',
    fix: `migrate them once, in account ${account} and Region ${region}, in the console of Service Catalog under TagOption library`,
  });
}
