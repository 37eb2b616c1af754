import * as z from 'zod';
import type { Caller } from '../operation.ts';
import type { ProvisionedProductEntity } from './entities.ts';

/** Whose provisioned products and records are asked for: the caller's own, its role's, or the whole account's. */
export const AccessLevelFilter = z.strictObject({ Key: z.enum(['Account', 'Role', 'User']), Value: z.literal('self') });

export function isWithin(
  { Key: level }: z.infer<typeof AccessLevelFilter>,
  product: ProvisionedProductEntity,
  caller: Caller,
): boolean {
  switch (level) {
    case 'Account':
      return true;
    case 'Role':
      return product.roleArn === caller.principalArn;
    case 'User':
      return product.userArnSession === caller.sessionArn;
  }
}
