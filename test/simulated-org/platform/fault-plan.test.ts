import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HANDLER_NAMES } from '@catalog-sweep/core';
import {
  FAULT_PRESETS,
  FaultFileError,
  FaultInjector,
  parseFaultPlan,
  readFaultPlan,
  type FaultPlan,
  type FaultSubject,
} from '@catalog-sweep/simulated-org';
import { describe, expect, it, test } from '@jest/globals';
import { faultPlanJsonSchema } from '../../../packages/simulated-org/src/faults/fault-plan.ts';

const START = Date.parse('2026-11-26T22:00:00Z');
const REQUEST: FaultSubject = {
  service: 'servicecatalog',
  operation: 'SearchProvisionedProducts',
  account: '500000000011',
  principalArn: 'arn:aws:iam::500000000011:role/catalog-sweep/CatalogSweepRead',
  region: 'eu-west-1',
  time: START,
  input: {},
};

/** A plan of one rule. */
function planOf(rule: Readonly<Record<string, unknown>>): FaultPlan {
  return parseFaultPlan(JSON.stringify({ rules: [{ name: 'rule', ...rule }] }), 'faults.yaml', HANDLER_NAMES);
}

function problemsOf(text: string): readonly string[] {
  try {
    parseFaultPlan(text, 'faults.yaml', HANDLER_NAMES);
    return [];
  } catch (error) {
    return (error as FaultFileError).problems;
  }
}

describe('a fault plan', () => {
  it('has a JSON Schema that follows from the code (after a change: pnpm --filter @catalog-sweep/simulated-org schema)', () => {
    const file = new URL('../../../packages/simulated-org/faults.schema.json', import.meta.url);

    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(faultPlanJsonSchema());
  });

  test.each(Object.keys(FAULT_PRESETS))('%s has no mistake that a file would be refused for', (name) => {
    expect(problemsOf(JSON.stringify(FAULT_PRESETS[name]))).toEqual([]);
  });

  it('is read from the example', () => {
    const file = fileURLToPath(new URL('../../../examples/faults.yaml', import.meta.url));

    expect(readFaultPlan(file, HANDLER_NAMES).rules.map(({ name }) => name)).toContain('another-team');
  });

  test.each([
    {
      name: 'an unknown operation',
      text: 'rules:\n  - name: a\n    service: s3\n    operations: [PutObjects]\n    faults: { throttled: 1 }',
      problems: [
        'faults.yaml:4: rules[0].operations[0]: s3 has no operation PutObjects here; close: PutObject, GetObject, ListObjectsV2',
      ],
    },
    {
      name: 'an unknown function',
      text: 'rules:\n  - name: a\n    functions: [scan]\n    faults: { function-throttled: 1 }',
      problems: ['faults.yaml:3: rules[0].functions[0]: there is no function scan'],
    },
    {
      name: 'an unknown key',
      text: 'rules:\n  - name: a\n    servise: s3\n    faults: { throttled: 1 }',
      problems: ['faults.yaml:3: rules[0].servise: unknown key; close: service'],
    },
    {
      name: 'rules that overlap',
      text: [
        'rules:',
        '  - { name: a, service: sts, faults: { throttled: 1 } }',
        '  - { name: b, service: sts, operations: [AssumeRole], faults: { denied: 1 } }',
      ].join('\n'),
      problems: ['faults.yaml:3: rules[1]: overlaps rules[0] (a): one request would meet both; narrow one of them'],
    },
    {
      name: 'a kind that does not fit',
      text: 'rules:\n  - { name: a, service: sts, faults: { overtaken: 1 } }',
      problems: [
        'faults.yaml:2: rules[0].faults.overtaken: is for rules with service: servicecatalog, whose requests name what it happens to',
      ],
    },
    {
      name: 'shares of more than all',
      text: 'rules:\n  - { name: a, service: sts, faults: { throttled: 0.7, slow: 0.7 } }',
      problems: ['faults.yaml:2: rules[0].faults: the shares add up to 1.4: 1 is all requests'],
    },
    {
      name: 'a share of more than 1',
      text: 'rules:\n  - { name: a, service: sts, faults: { throttled: 5 } }',
      problems: ['faults.yaml:2: rules[0].faults.throttled: found 5; a share is at most 1'],
    },
    {
      name: 'neither a service nor functions',
      text: 'rules:\n  - { name: a, faults: { throttled: 0.5 } }',
      problems: [
        'faults.yaml:2: rules[0]: a rule is for either a service or functions: name one of them',
        'faults.yaml:2: rules[0].faults.throttled: is for rules with a service',
      ],
    },
    {
      name: 'an end before its beginning',
      text: 'rules:\n  - { name: a, service: sts, from: 9, until: 3, faults: { throttled: 0.5 } }',
      problems: ['faults.yaml:2: rules[0].until: 3 is not after from: 9'],
    },
    {
      name: 'no YAML',
      text: 'rules: [',
      problems: [expect.stringMatching(/^faults\.yaml:1: not valid YAML/)],
    },
  ])('with $name is refused, with its line', ({ text, problems }) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test.each([
    { name: 'other operations', one: { operations: ['AssumeRole'] }, other: { operations: ['GetCallerIdentity'] } },
    { name: 'other accounts', one: { accounts: ['1'] }, other: { accounts: ['2'] } },
    { name: 'other times', one: { until: 10 }, other: { from: 10 } },
  ])('may have rules for $name', ({ one, other }) => {
    const rules = [one, other].map((part, index) => ({
      name: `rule-${index}`,
      service: 'sts',
      ...part,
      faults: { throttled: 0.5 },
    }));

    expect(problemsOf(JSON.stringify({ rules }))).toEqual([]);
  });

  it('that cannot be read is refused with its name', () => {
    expect(() => readFaultPlan('/nowhere/faults.yaml', HANDLER_NAMES)).toThrow('/nowhere/faults.yaml: cannot be read');
  });
});

describe('the injector of a plan', () => {
  it.each([
    { service: 'servicecatalog', operation: 'SearchProvisionedProducts', code: 'ThrottlingException' },
    { service: 'sts', operation: 'AssumeRole', code: 'Throttling' },
    { service: 's3', operation: 'PutObject', code: 'SlowDown' },
    { service: 'organizations', operation: 'ListAccounts', code: 'TooManyRequestsException' },
  ])('throttles $service in its own words, with the name of the rule', ({ service, operation, code }) => {
    const injector = new FaultInjector(planOf({ service, faults: { throttled: 1 } }), 1);

    const fault = injector.faults({ ...REQUEST, service, operation });

    expect(fault).toMatchObject({ kind: 'error', code, message: expect.stringContaining('(fault rule)') });
    expect(injector.injected()).toEqual([
      {
        rule: 'rule',
        kind: 'throttled',
        where: `${service}:${operation}`,
        account: REQUEST.account,
        region: REQUEST.region,
        time: START,
      },
    ]);
  });

  it.each([
    { what: 'another operation', request: { operation: 'DescribeRecord' } },
    { what: 'another account', request: { account: '500000000099' } },
    { what: 'another Region', request: { region: 'us-east-1' } },
    {
      what: 'another role',
      request: { principalArn: 'arn:aws:iam::500000000011:role/catalog-sweep/CatalogSweepUpdate' },
    },
    { what: 'another service', request: { service: 'sts' } },
    { what: 'a later time', request: { time: START + 10 * 60_000 } },
  ])('leaves $what alone', ({ request }) => {
    const injector = new FaultInjector(
      planOf({
        service: 'servicecatalog',
        operations: ['SearchProvisionedProducts'],
        accounts: [REQUEST.account],
        regions: [REQUEST.region],
        roles: ['CatalogSweepRead'],
        until: 10,
        faults: { throttled: 1 },
      }),
      1,
    );

    expect(injector.faults(REQUEST)).toBeDefined();
    expect(injector.faults({ ...REQUEST, ...request })).toBeUndefined();
  });

  it('counts AssumeRole to the account whose role is wanted', () => {
    const injector = new FaultInjector(
      planOf({ service: 'sts', accounts: ['500000000012'], faults: { denied: 1 } }),
      1,
    );
    const request = (account: string) => ({
      ...REQUEST,
      service: 'sts',
      operation: 'AssumeRole',
      input: { RoleArn: `arn:aws:iam::${account}:role/catalog-sweep/CatalogSweepRead` },
    });

    expect(injector.faults(request('500000000012'))).toMatchObject({ code: 'AccessDenied' });
    expect(injector.faults(request('500000000013'))).toBeUndefined();
  });

  it('gives so large a share of requests a fault, the same ones for the same seed', () => {
    const metBy = (seed: number) => {
      const injector = new FaultInjector(
        planOf({ service: 'servicecatalog', faults: { throttled: 0.2, slow: 0.1 } }),
        seed,
      );
      return Array.from({ length: 2000 }, (_, index) => injector.faults({ ...REQUEST, time: START + index })?.kind);
    };
    const [one, again, other] = [metBy(1), metBy(1), metBy(2)];

    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
    expect(one.filter((kind) => kind === 'error').length / 2000).toBeCloseTo(0.2, 1);
    expect(one.filter((kind) => kind === 'slow').length / 2000).toBeCloseTo(0.1, 1);
  });

  it('gives all requests of a share of the accounts a fault', () => {
    const injector = new FaultInjector(
      planOf({ service: 'servicecatalog', faults: { denied: { ofAccounts: 0.1 } } }),
      1,
    );
    const accounts = Array.from({ length: 500 }, (_, index) => String(500_000_000_000 + index));
    const met = accounts.filter((account) => injector.faults({ ...REQUEST, account }) !== undefined);

    expect(met.length / 500).toBeCloseTo(0.1, 1);
    for (const account of met)
      expect(injector.faults({ ...REQUEST, account, operation: 'DescribeRecord' })).toBeDefined();
  });
});
