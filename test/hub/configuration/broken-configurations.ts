/** The smallest configuration that is right. */
export const SMALLEST = `schemaVersion: 1
hub:
  account: '222222222222'
  region: eu-west-1
  role: delegated-administrator
  organizationId: o-larkspur01
  organizationRootId: r-ab12
targets:
  regions: [eu-west-1, us-east-1]
`;

export interface BrokenConfiguration {
  readonly name: string;
  readonly text: string;
  /** Each as `line: dotted.path: what is wrong`; nothing else is found. */
  readonly problems: readonly string[];
  /** Whether the JSON Schema can tell, too. */
  readonly bySchema: boolean;
}

/** The smallest configuration, with more lines: these begin with line 10. */
function more(lines: string): string {
  return `${SMALLEST}${lines}\n`;
}

function changed(from: string, to: string): string {
  if (!SMALLEST.includes(from)) throw new Error(`the smallest configuration has no ${from}`);
  return SMALLEST.replace(from, to);
}

const BY_SHAPE: readonly BrokenConfiguration[] = [
  {
    name: 'a setting with a letter too few',
    text: more('maxUpdate: 3'),
    problems: ['10: maxUpdate: there is no such setting; close: maxUpdates'],
    bySchema: true,
  },
  {
    name: 'a setting inside of another that there is not',
    text: more('concurrency:\n  scan: 4'),
    problems: ['11: concurrency.scan: there is no such setting; close: scans'],
    bySchema: true,
  },
  {
    name: 'a setting that is like no other',
    text: more('spokes: { q: 1 }'),
    problems: [
      '10: spokes.q: there is no such setting; known here: portfolioAccess, managedPolicies, trustLocalSweeps',
    ],
    bySchema: true,
  },
  {
    name: 'a number in the place of a setting',
    text: more('concurrency:\n  7: 4'),
    problems: ['11: concurrency.7: there is no such setting; known here: scans, updates'],
    bySchema: true,
  },
  {
    name: 'a setting that is missing',
    text: changed('  organizationId: o-larkspur01\n', ''),
    problems: ['2: hub.organizationId: missing; expected text'],
    bySchema: true,
  },
  {
    name: 'no hub at all',
    text: 'schemaVersion: 1\ntargets: { regions: [eu-west-1] }\n',
    problems: ['1: hub: missing; expected a map'],
    bySchema: true,
  },
  {
    name: 'an account id without quotes',
    text: changed("'222222222222'", '222222222222'),
    problems: ['3: hub.account: found 222222222222; expected text, in quotes'],
    bySchema: true,
  },
  {
    name: 'an account id of eleven digits',
    text: changed('222222222222', '22222222222'),
    problems: ['3: hub.account: found "22222222222"; an account id is 12 digits'],
    bySchema: true,
  },
  {
    name: 'a value of the TagOption without quotes',
    text: more('tagOptionValue: true'),
    problems: ['10: tagOptionValue: found true; expected text, in quotes'],
    bySchema: true,
  },
  {
    name: 'a role that a hub cannot have',
    text: changed('delegated-administrator', 'delegated-admin'),
    problems: [
      '5: hub.role: found "delegated-admin"; expected management-account or delegated-administrator; close: delegated-administrator',
    ],
    bySchema: true,
  },
  {
    name: 'a mode that there is not',
    text: more('mode: updates'),
    problems: ['10: mode: found "updates"; expected report or update; close: update'],
    bySchema: true,
  },
  {
    name: 'a setting with nothing behind it',
    text: more('mode:'),
    problems: ['10: mode: found nothing; expected report or update'],
    bySchema: true,
  },
  {
    name: 'a value that no TagOption can have',
    text: more("tagOptionKey: ''\ntagOptionValue: yes; always"),
    problems: [
      '10: tagOptionKey: found ""; expected at least 1 character',
      '11: tagOptionValue: found "yes; always"; a TagOption has letters, digits, white space and _.:/=+-@',
    ],
    bySchema: true,
  },
  {
    name: 'a text in the place of a number',
    text: more('maxUpdates: lots'),
    problems: ['10: maxUpdates: found "lots"; expected a number'],
    bySchema: true,
  },
  {
    name: 'numbers beyond what works',
    text: more('updateDeadlineMinutes: 4320\nstopAfterFailures: 0\nconcurrency: { scans: 2.5, updates: 5000 }'),
    problems: [
      '10: updateDeadlineMinutes: found 4320; expected at most 1,440',
      '11: stopAfterFailures: found 0; expected at least 1',
      '12: concurrency.scans: 2.5 is no whole number',
      '12: concurrency.updates: found 5000; expected at most 1,000',
    ],
    bySchema: true,
  },
  {
    name: 'one account in the place of a list',
    text: more("readerAccounts: '500000000031'"),
    problems: ['10: readerAccounts: found "500000000031"; expected a list'],
    bySchema: true,
  },
  {
    name: 'a list with nothing in it',
    text: changed('[eu-west-1, us-east-1]', '[]'),
    problems: ['9: targets.regions: found an empty list; expected at least 1 entry'],
    bySchema: true,
  },
  {
    name: 'an account that stands in a list twice',
    text: changed(
      'regions:',
      "exclude:\n    accounts:\n      - '500000000011'\n      - '500000000012'\n      - '500000000011'\n  regions:",
    ),
    problems: ['13: targets.exclude.accounts[2]: 500000000011 stands here twice'],
    bySchema: true,
  },
  {
    name: 'the name of an OU in the place of its id',
    text: changed('regions:', 'include: { organizationalUnits: [Workloads] }\n  regions:'),
    problems: [
      '9: targets.include.organizationalUnits[0]: found "Workloads"; an OU id looks like ou-ab12-34cd56ef, a root id like r-ab12',
    ],
    bySchema: true,
  },
  {
    name: 'an address that is none',
    text: more('notificationAddresses: [platform]'),
    problems: ['10: notificationAddresses[0]: found "platform"; an e-mail address looks like platform@example.com'],
    bySchema: true,
  },
  {
    name: 'a policy of an account',
    text: more('spokes:\n  managedPolicies: ["arn:aws:iam::222222222222:policy/Mine"]'),
    problems: [
      '11: spokes.managedPolicies[0]: found "arn:aws:iam::222222222222:policy/Mine"; a policy of AWS looks like arn:aws:iam::aws:policy/AmazonS3FullAccess',
    ],
    bySchema: true,
  },
  {
    name: 'a bucket that S3 would not have',
    text: more('logS3Bucket: Larkspur_Logs'),
    problems: [
      '10: logS3Bucket: found "Larkspur_Logs"; a bucket has 3 to 63 of a-z, 0-9, . and -, begins and ends with one of a-z and 0-9, and is no IP address',
    ],
    bySchema: true,
  },
  {
    name: 'a prefix that ends with a slash',
    text: more('logS3Key: logs/'),
    problems: [
      '10: logS3Key: found "logs/"; a prefix is names of letters, digits and !-_.*\'() with / between them, and none at its ends',
    ],
    bySchema: true,
  },
  {
    name: 'a Region that is none',
    text: changed('us-east-1', 'us_east_1'),
    problems: ['9: targets.regions[1]: found "us_east_1"; a Region looks like eu-west-1'],
    bySchema: true,
  },
  {
    name: 'Regions that AWS does not have',
    text: changed('region: eu-west-1', 'region: eu-west-7').replace('us-east-1', 'us-east-11'),
    problems: [
      '4: hub.region: AWS has no Region eu-west-7; close: eu-west-1, eu-west-2, eu-west-3',
      '9: targets.regions[1]: found "us-east-11"; a Region looks like eu-west-1',
    ],
    bySchema: true,
  },
  {
    name: 'no map',
    text: 'catalog-sweep\n',
    problems: ['1: found "catalog-sweep"; expected a map'],
    bySchema: true,
  },
  {
    name: 'nothing in it',
    text: '# later\n',
    problems: ['1: found nothing; expected a map'],
    bySchema: true,
  },
];

const BY_RULE: readonly BrokenConfiguration[] = [
  {
    name: 'an expression that Scheduler refuses',
    text: more('cronExpressionForEventRule: cron(0 25 ? * THU *)'),
    problems: [
      '10: cronExpressionForEventRule: cron(0 25 ? * THU *) has 25 for the hours: it takes 0-23, such as 22, 8-18 or *',
    ],
    bySchema: false,
  },
  {
    name: 'a rate',
    text: more('cronExpressionForEventRule: rate(7 days)'),
    problems: [
      '10: cronExpressionForEventRule: rate(7 days) counts from when the schedule was made, so take a cron(…), such as cron(0 22 ? * THU *), Thursdays at 22:00',
    ],
    bySchema: false,
  },
  {
    name: 'a time zone that there is not',
    text: more('timeZone: Dublin'),
    problems: ['10: timeZone: Dublin is no time zone of the IANA database; close: Europe/Dublin'],
    bySchema: false,
  },
  {
    name: 'Regions of two partitions',
    text: changed('us-east-1', 'cn-north-1'),
    problems: [
      '9: targets.regions[1]: cn-north-1 is in the partition aws-cn, and the hub in aws: an organisation has only one',
    ],
    bySchema: false,
  },
  {
    name: 'OUs of another organisation',
    text: changed('regions:', 'include: { organizationalUnits: [ou-zz99-12345678, r-zz99] }\n  regions:').concat(
      'holds:\n  - { organizationalUnit: ou-zz99-12345678 }\n',
    ),
    problems: [
      '9: targets.include.organizationalUnits[0]: ou-zz99-12345678 is not in the organisation with the root r-ab12, where ids begin with ou-ab12-',
      '9: targets.include.organizationalUnits[1]: r-zz99 is not in the organisation with the root r-ab12, where ids begin with ou-ab12-',
      '12: holds[0].organizationalUnit: ou-zz99-12345678 is not in the organisation with the root r-ab12, where ids begin with ou-ab12-',
    ],
    bySchema: false,
  },
  {
    name: 'a delegated administrator that is the management account',
    text: changed('targets:', "  managementAccount: '222222222222'\ntargets:"),
    problems: [
      '8: hub.managementAccount: 222222222222 is the hub: set hub.role to management-account instead, if it is that',
    ],
    bySchema: false,
  },
  {
    name: 'a management account beside the hub that is it',
    text: changed('delegated-administrator', "management-account\n  managementAccount: '111111111111'"),
    problems: [
      '6: hub.managementAccount: the hub is the management account itself by hub.role: leave this out, or change the role',
    ],
    bySchema: false,
  },
  {
    name: 'the owner of a bucket that is not named',
    text: more("logBucket:\n  account: '333333333333'"),
    problems: [
      '11: logBucket.account: says something about an existing bucket, and logS3Bucket names none: name it, or leave this out',
    ],
    bySchema: false,
  },
  {
    name: 'the hub as the foreign owner of the log bucket',
    text: more("logS3Bucket: larkspur-logs\nlogBucket: { account: '222222222222' }"),
    problems: ['11: logBucket.account: 222222222222 is the hub, whose bucket it is anyway: leave this out'],
    bySchema: false,
  },
  {
    name: 'a key in another Region',
    text: more('logS3Bucket: larkspur-logs\nlogBucket:\n  keyArn: arn:aws:kms:us-east-1:333333333333:key/1234'),
    problems: [
      "12: logBucket.keyArn: the key is in us-east-1 of the partition aws, and bucket and key have to be in the hub's Region, eu-west-1",
    ],
    bySchema: false,
  },
  {
    name: 'a prefix with which keys of other logs begin',
    text: more('logS3Key: catalog'),
    problems: ['10: logS3Key: catalog-sweep/ is where other logs lie, and they must not begin with the prefix'],
    bySchema: false,
  },
  {
    name: 'an account that is included and excluded',
    text: changed(
      'regions:',
      "include: { accounts: ['500000000011'] }\n  exclude: { accounts: ['500000000011'] }\n  regions:",
    ),
    problems: ['10: targets.exclude.accounts[0]: 500000000011 is included as well: take it out of one of the two'],
    bySchema: false,
  },
  {
    name: 'waves that can never be',
    text: changed('regions:', "exclude: { accounts: ['500000000011'] }\n  regions:").concat(
      "waves:\n  - { name: first, accounts: ['500000000011', '500000000012'] }\n  - { name: second, accounts: ['500000000012'] }\n",
    ),
    problems: [
      '12: waves[0].accounts[0]: 500000000011 is excluded by targets.exclude',
      '13: waves[1].accounts[0]: 500000000012 is in the wave first already',
    ],
    bySchema: false,
  },
  {
    name: 'two waves of one name, and one with nothing in it',
    text: more("waves:\n  - { name: first, accounts: ['500000000011'] }\n  - { name: first }"),
    problems: [
      '10: waves: the names of waves differ from each other, and none is rest',
      '12: waves[1]: a wave names accounts or organizationalUnits',
    ],
    bySchema: false,
  },
  {
    name: 'a hold that holds nothing',
    text: more('holds:\n  - { reason: why not }'),
    problems: ['11: holds[0]: a hold names a provisionedProduct, product, account or organizationalUnit'],
    bySchema: false,
  },
  {
    name: 'the hub among those who may read its logs',
    text: more("readerAccounts: ['333333333333', '222222222222']"),
    problems: ['10: readerAccounts[1]: 222222222222 is the hub, which reads its logs anyway: leave it out'],
    bySchema: false,
  },
  {
    name: 'a policy of another partition',
    text: more('spokes: { managedPolicies: ["arn:aws-cn:iam::aws:policy/AmazonS3FullAccess"] }'),
    problems: [
      '10: spokes.managedPolicies[0]: arn:aws-cn:iam::aws:policy/AmazonS3FullAccess is of another partition than the hub: arn:aws:…',
    ],
    bySchema: false,
  },
  {
    name: 'more accounts than a function can be told',
    text: changed('regions:', `exclude:\n    accounts: [${manyAccounts(240).join(', ')}]\n  regions:`),
    problems: [
      '9: targets.exclude: 4,178 bytes of settings for sweeps, 3,639 of them here, and a Lambda function has room for 3,696: name OUs instead of their accounts',
    ],
    bySchema: false,
  },
];

function manyAccounts(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `'${600_000_000_000 + index}'`);
}

const BY_SYNTAX: readonly BrokenConfiguration[] = [
  {
    name: 'an indentation that is wrong',
    text: changed('  region: eu-west-1', '   region: eu-west-1'),
    problems: ['4: not valid YAML: All mapping items must start at the same column'],
    bySchema: false,
  },
  {
    name: 'a setting that stands there twice',
    text: more('mode: report\nmode: update'),
    problems: ['11: not valid YAML: Map keys must be unique'],
    bySchema: false,
  },
  {
    name: 'an alias of nothing',
    text: more('readerAccounts: *readers'),
    problems: ['10: not valid YAML: no &readers stands before *readers'],
    bySchema: false,
  },
];

const BY_VERSION: readonly BrokenConfiguration[] = [
  {
    name: 'a newer version, whatever else it says',
    text: changed('schemaVersion: 1', 'schemaVersion: 2\nsomething: new'),
    problems: [
      '1: schemaVersion: found 2, but this catalog-sweep reads version 1 of the file: take the catalog-sweep that the file was written for',
    ],
    bySchema: true,
  },
  {
    name: 'no version',
    text: changed('schemaVersion: 1\n', ''),
    problems: ['1: schemaVersion: missing; expected 1'],
    bySchema: true,
  },
  {
    name: 'a version in quotes',
    text: changed('schemaVersion: 1', "schemaVersion: '1'"),
    problems: [
      '1: schemaVersion: found "1", but this catalog-sweep reads version 1 of the file: write schemaVersion: 1 once the file says what this version expects',
    ],
    bySchema: true,
  },
];

const SEVERAL: readonly BrokenConfiguration[] = [
  {
    name: 'mistakes of all kinds at once',
    text: `schemaVersion: 1
hub:
  account: 222222222222
  region: eu-west-1
  role: delegated-administrator
  organizationId: larkspur
  organizationRootId: r-ab12
timeZone: Mars/Olympus
mode: both
targets:
  include:
    organizationalUnits: [ou-zz99-12345678]
  regions: [eu-west-1, eu-west-9]
maxUpdates: 1.5
logBucket:
  account: '333333333333'
optin: [spoke]
`,
    problems: [
      '3: hub.account: found 222222222222; expected text, in quotes',
      '6: hub.organizationId: found "larkspur"; an organisation id looks like o-a1b2c3d4e5',
      '8: timeZone: Mars/Olympus is no time zone of the IANA database; they look like Europe/Dublin or UTC',
      '9: mode: found "both"; expected report or update',
      '12: targets.include.organizationalUnits[0]: ou-zz99-12345678 is not in the organisation with the root r-ab12, where ids begin with ou-ab12-',
      '13: targets.regions[1]: AWS has no Region eu-west-9; close: eu-west-1, eu-west-2, eu-west-3',
      '14: maxUpdates: 1.5 is no whole number',
      '16: logBucket.account: says something about an existing bucket, and logS3Bucket names none: name it, or leave this out',
      '17: optin: there is no such setting; close: optIn',
    ],
    bySchema: true,
  },
];

/** Each with exactly the mistakes that have to be named. */
export const BROKEN_CONFIGURATIONS: readonly BrokenConfiguration[] = [
  ...BY_SHAPE,
  ...BY_RULE,
  ...BY_SYNTAX,
  ...BY_VERSION,
  ...SEVERAL,
];
