import { partitionOfRegion } from './aws-regions.ts';
import type { ConfigurationProblem, Rule } from './configuration-rules.ts';
import { sweepConfigurationOf, sweepSettings } from './configuration.ts';
import type { HubConfiguration } from './hub-configuration.ts';

type Kind = 'accounts' | 'organizationalUnits';
const KINDS: readonly Kind[] = ['accounts', 'organizationalUnits'];

interface NamedUnit {
  readonly path: ConfigurationProblem['path'];
  readonly unit: string;
}

/** Where OUs are named. */
const UNITS: readonly { readonly of: string; readonly units: (of: HubConfiguration) => readonly NamedUnit[] }[] = [
  {
    of: 'targets.include.organizationalUnits',
    units: ({ targets }) => listed(targets.include.organizationalUnits, 'targets', 'include'),
  },
  {
    of: 'targets.exclude.organizationalUnits',
    units: ({ targets }) => listed(targets.exclude.organizationalUnits, 'targets', 'exclude'),
  },
  {
    of: 'waves',
    units: ({ waves }) => waves.flatMap((wave, index) => listed(wave.organizationalUnits, 'waves', index)),
  },
  {
    of: 'holds',
    units: ({ holds }) =>
      holds.flatMap(({ organizationalUnit: unit }, index) =>
        unit === undefined ? [] : { unit, path: ['holds', index, 'organizationalUnit'] },
      ),
  },
];

function listed(units: readonly string[], ...path: readonly (string | number)[]): readonly NamedUnit[] {
  return units.map((unit, index) => ({ unit, path: [...path, 'organizationalUnits', index] }));
}

/** What the settings of targets and sweeps have to be to each other, and to the hub. */
export const TARGET_RULES: readonly Rule[] = [
  { of: ['hub.region', 'targets.regions'], problems: partitionProblems },
  ...UNITS.map(({ of, units }) => ({
    of: ['hub.organizationRootId', of],
    problems: (configuration: HubConfiguration) => foreignUnitProblems(units(configuration), configuration),
  })),
  ...KINDS.flatMap((kind) => [
    {
      of: [`targets.include.${kind}`, `targets.exclude.${kind}`],
      problems: (configuration: HubConfiguration) => exclusionProblems(kind, configuration),
    },
    {
      of: [`targets.exclude.${kind}`, 'waves'],
      problems: (configuration: HubConfiguration) => waveProblems(kind, configuration),
    },
  ]),
  { of: Object.keys(sweepSettings), problems: sizeProblems },
];

function partitionProblems({ hub, targets }: HubConfiguration): readonly ConfigurationProblem[] {
  const partition = partitionOfRegion(hub.region);
  return targets.regions.flatMap((region, index) =>
    partitionOfRegion(region) === partition
      ? []
      : {
          path: ['targets', 'regions', index],
          message: `${region} is in the partition ${partitionOfRegion(region)}, and the hub in ${partition}: an organisation has only one`,
        },
  );
}

/** The id of an OU begins with that of its root: `ou-ab12-…` is below `r-ab12`. Whether such an OU exists, only AWS can tell. */
function foreignUnitProblems(units: readonly NamedUnit[], { hub }: HubConfiguration): readonly ConfigurationProblem[] {
  const root = hub.organizationRootId;
  const start = `ou-${root.slice('r-'.length)}-`;
  return units
    .filter(({ unit }) => unit !== root && !unit.startsWith(start))
    .map(({ path, unit }) => ({
      path,
      message: `${unit} is not in the organisation with the root ${root}, where ids begin with ${start}`,
    }));
}

function exclusionProblems(kind: Kind, { targets }: HubConfiguration): readonly ConfigurationProblem[] {
  return targets.exclude[kind].flatMap((id, index) =>
    targets.include[kind].includes(id)
      ? {
          path: ['targets', 'exclude', kind, index],
          message: `${id} is included as well: take it out of one of the two`,
        }
      : [],
  );
}

/** What no wave would ever have. OUs may well lie in each other; that shows only in the organisation. */
function waveProblems(kind: Kind, { targets, waves }: HubConfiguration): readonly ConfigurationProblem[] {
  return waves.flatMap((wave, index) =>
    wave[kind].flatMap((id, place) => {
      const path = ['waves', index, kind, place];
      const earlier = waves.slice(0, index).find((other) => other[kind].includes(id));
      if (earlier !== undefined) return { path, message: `${id} is in the wave ${earlier.name} already` };
      return targets.exclude[kind].includes(id) ? { path, message: `${id} is excluded by targets.exclude` } : [];
    }),
  );
}

/**
 * Lambda has room for 4 KB of environment variables, names included; what the function that plans sweeps is told beside its configuration
 * takes less than 400 of them. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MOST_BYTES = 4096 - 400;
const LONGEST_BUCKET_NAME = 63;

function sizeProblems(configuration: HubConfiguration): readonly ConfigurationProblem[] {
  const { logS3Bucket = 'b'.repeat(LONGEST_BUCKET_NAME), targets, waves, holds } = configuration;
  const bytes = bytesOf(sweepConfigurationOf(configuration, logS3Bucket));
  if (bytes <= MOST_BYTES) return [];
  const longest = [
    { path: ['targets', 'include'], value: targets.include, remedy: 'name OUs instead of their accounts' },
    { path: ['targets', 'exclude'], value: targets.exclude, remedy: 'name OUs instead of their accounts' },
    { path: ['waves'], value: waves, remedy: 'name OUs instead of their accounts' },
    { path: ['holds'], value: holds, remedy: 'put the tag catalog-sweep = hold on provisioned products instead' },
  ].toSorted((a, b) => bytesOf(b.value) - bytesOf(a.value))[0];
  if (longest === undefined) return [];
  const { path, value, remedy } = longest;
  return [
    {
      path,
      message: `${number(bytes)} bytes of settings for sweeps, ${number(bytesOf(value))} of them here, and a Lambda function has room for ${number(MOST_BYTES)}: ${remedy}`,
    },
  ];
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
