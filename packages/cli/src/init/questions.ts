import { HubConfiguration } from '@catalog-sweep/core';

const { cronExpressionForEventRule, timeZone } = HubConfiguration.shape;

/** A setting that `init` asks for, or takes from an option. */
export interface Question {
  /** The setting, as a dotted path. */
  readonly setting: string;
  /** `--account <id>` */
  readonly option: string;
  readonly message: string;
  /** Whether there is neither a default nor a way without it. */
  readonly isNeeded?: boolean;
  /** What an empty answer means: text, or the answer to another question. */
  readonly fallback?: string | { readonly setting: string };
  readonly choices?: readonly string[];
  /** Whether it takes several answers, with commas between. */
  readonly isList?: boolean;
  /** Asked only when another setting has this value. */
  readonly onlyIf?: { readonly setting: string; readonly is: string };
}

/** In the order in which they are asked. */
export const QUESTIONS: readonly Question[] = [
  { setting: 'hub.account', option: '--account <id>', message: 'Account id of the hub', isNeeded: true },
  { setting: 'hub.region', option: '--region <region>', message: 'Region of the hub', isNeeded: true },
  {
    setting: 'hub.organizationId',
    option: '--organization-id <id>',
    message: 'Id of the organisation (aws organizations describe-organization)',
    isNeeded: true,
  },
  {
    setting: 'hub.organizationRootId',
    option: '--root-id <id>',
    message: 'Id of its root (aws organizations list-roots)',
    isNeeded: true,
  },
  {
    setting: 'hub.role',
    option: '--role <role>',
    message: 'What is the hub in the organisation?',
    fallback: 'delegated-administrator',
    choices: ['delegated-administrator', 'management-account'] satisfies HubConfiguration['hub']['role'][],
  },
  {
    setting: 'hub.managementAccount',
    option: '--management-account <id>',
    message: 'Id of the management account, if it is swept too',
    onlyIf: { setting: 'hub.role', is: 'delegated-administrator' },
  },
  {
    setting: 'targets.regions',
    option: '--regions <list>',
    message: 'Regions to sweep, with commas between',
    fallback: { setting: 'hub.region' },
    isList: true,
  },
  {
    setting: 'cronExpressionForEventRule',
    option: '--schedule <expression>',
    message: 'When does the scheduled sweep run?',
    fallback: cronExpressionForEventRule.parse(undefined),
  },
  {
    setting: 'timeZone',
    option: '--time-zone <name>',
    message: 'In which time zone?',
    fallback: timeZone.parse(undefined),
  },
  {
    setting: 'logS3Bucket',
    option: '--log-bucket <name>',
    message: 'An existing bucket for the logs (empty: the hub makes one)',
  },
  {
    setting: 'notificationAddresses',
    option: '--notify <list>',
    message: 'E-mail addresses for alarms, with commas between',
    isList: true,
  },
];
