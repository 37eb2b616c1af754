import type { HubConfiguration } from '@catalog-sweep/core';
import { stringify } from 'yaml';

/** The text of a new `catalog-sweep.yaml`: what was answered and what brakes a sweep, each with its reason; the rest as examples. */
export function configurationFile(configuration: HubConfiguration, schema: string): string {
  const { hub, targets, logS3Bucket, notificationAddresses } = configuration;
  return `# yaml-language-server: $schema=${schema}
#
# What the hub is told. docs/configuration.md has every setting; \`catalog-sweep config check\` names whatever is wrong.

schemaVersion: ${configuration.schemaVersion}

# Who sweeps.
hub:
  account: ${scalar(hub.account)}
  region: ${scalar(hub.region)}
  role: ${hub.role} # ${hub.role === 'management-account' ? 'or delegated-administrator, the usual choice' : 'or management-account'}
  organizationId: ${scalar(hub.organizationId)}
  organizationRootId: ${scalar(hub.organizationRootId)}
${managementAccount(hub)}
# When the scheduled sweep runs, and what it does. Leave the mode at report until you have seen a report.
cronExpressionForEventRule: ${scalar(configuration.cronExpressionForEventRule)}
timeZone: ${scalar(configuration.timeZone)}
mode: ${configuration.mode} # or update

# What is swept: every account that is there or will be, in these Regions.
targets:
  regions: ${list(targets.regions)}
  # include: { organizationalUnits: [ou-ab12-34cd56ef] }
  # exclude: { accounts: ['111122223333'] }

# Who is opted in: products with this TagOption, in the spoke or shared with the portfolio.
tagOptionKey: ${scalar(configuration.tagOptionKey)}
tagOptionValue: ${scalar(configuration.tagOptionValue)}
optIn: ${list(configuration.optIn)}

# What is kept as it is; so is whatever carries the tag catalog-sweep = hold.
# holds:
#   - { provisionedProduct: ledger-db, reason: not before the books of the year are closed }

# Who comes first; everything else comes last.
# waves:
#   - { name: development, organizationalUnits: [ou-ab12-34cd56ef] }

# The brakes: updates per sweep, failures after which a version is left alone, and how long an update is followed.
maxUpdates: ${configuration.maxUpdates}
stopAfterFailures: ${configuration.stopAfterFailures}
updateDeadlineMinutes: ${configuration.updateDeadlineMinutes}
concurrency: { scans: ${configuration.concurrency.scans}, updates: ${configuration.concurrency.updates} }

# Where the logs lie, and who may read them.
${logS3Bucket === undefined ? '# logS3Bucket: an-existing-bucket # without it the hub makes one' : `logS3Bucket: ${scalar(logS3Bucket)}`}
logS3Key: ${scalar(configuration.logS3Key)}
encryption: ${configuration.encryption} # or s3
# readerAccounts: ['111122223333']

# Who hears of alarms.
${notificationAddresses.length === 0 ? '# notificationAddresses: [platform@example.com]' : `notificationAddresses: ${list(notificationAddresses)}`}
`;
}

function managementAccount({ role, managementAccount: account }: HubConfiguration['hub']): string {
  if (role === 'management-account') return '';
  const reason = '  # StackSets never reach the management account; naming it adds a stack for it.\n';
  return `${reason}  ${account === undefined ? "# managementAccount: '111122223333'" : `managementAccount: ${scalar(account)}`}\n`;
}

/** In quotes where YAML would read something else than text. */
function scalar(text: string): string {
  return stringify(text, { singleQuote: true, lineWidth: 0 }).trim();
}

function list(entries: readonly string[]): string {
  return `[${entries.map(scalar).join(', ')}]`;
}
