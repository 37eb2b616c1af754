/** https://docs.aws.amazon.com/general/latest/gr/mgmt-console.html: a console for each Region, below the domain of its partition. */
const DOMAINS: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** A Region as AWS names them: nothing else of a log becomes part of a host. */
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

/**
 * The provisioned products of a Region in the console of AWS; undefined for a partition or a Region that is none. An address names no account: the console shows
 * that of the session, so whoever follows it signs in to the account first.
 */
export function consoleLink(partition: string, region: string): string | undefined {
  const domain = DOMAINS[partition];
  if (domain === undefined || !REGION.test(region)) return undefined;
  return `https://${region}.${domain}/servicecatalog/home?region=${region}#provisioned-products`;
}
