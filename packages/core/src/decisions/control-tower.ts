/**
 * The product by which AWS Control Tower makes accounts. Updating one sets up an account's governance anew, which Control Tower wants done one by
 * one: https://docs.aws.amazon.com/controltower/latest/userguide/update-account-procedure.html
 */
const ACCOUNT_FACTORY = 'AWS Control Tower Account Factory';

/** Whether a provisioned product is an account of AWS Control Tower. */
export function isControlTowerAccount(productName: string | null): boolean {
  return productName === ACCOUNT_FACTORY;
}
