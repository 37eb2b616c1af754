import { readFileSync } from 'node:fs';
import { HANDLER_NAMES, functionName, VIEW_CREATOR_NAME } from '@catalog-sweep/core';
import { describe, expect, it, test } from '@jest/globals';
import { aHub, resourcesOf, type Synthesised } from './a-hub.ts';

const hub = aHub();
const functions = resourcesOf(hub, 'AWS::Lambda::Function');

function propertiesOf(handler: (typeof HANDLER_NAMES)[number]) {
  const found = functions.find(({ Properties }) => Properties['FunctionName'] === functionName(handler));
  if (found === undefined) throw new Error(`no function ${handler}`);
  return found.Properties;
}

it('there is a function for each handler, one that creates views, and no other', () => {
  const names = functions.map(({ Properties }) => String(Properties['FunctionName']));

  expect(names.toSorted()).toEqual([...HANDLER_NAMES.map(functionName), VIEW_CREATOR_NAME].toSorted());
});

test.each(HANDLER_NAMES)(
  '%s runs on Node 24 and arm64, is traced, and logs JSON into a group of its own',
  (handler) => {
    const properties = propertiesOf(handler);
    const groupId = /^<(.*)>$/.exec((properties['LoggingConfig'] as { readonly LogGroup: string }).LogGroup)?.[1] ?? '';

    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON' },
    });
    expect(hub.resources[groupId]?.Properties).toMatchObject({
      LogGroupName: `/aws/lambda/${functionName(handler)}`,
      RetentionInDays: 90,
    });
  },
);

test.each(HANDLER_NAMES)(
  '%s has a role of its own, by its fixed name, that only Lambda takes on for this account',
  (handler) => {
    const roleId = /^<(.*)\.Arn>$/.exec(String(propertiesOf(handler)['Role']))?.[1] ?? '';

    expect(hub.resources[roleId]?.Properties).toMatchObject({
      RoleName: functionName(handler),
      Path: '/catalog-sweep/',
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Principal: { Service: 'lambda.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': '222222222222' } },
          },
        ],
      },
    });
    expect(hub.resources[roleId]?.Properties['ManagedPolicyArns']).toBeUndefined();
  },
);

describe('the versions of functions', () => {
  it('stay when new ones are published', () => {
    const versions = resourcesOf(hub, 'AWS::Lambda::Version');

    expect(versions).toHaveLength(HANDLER_NAMES.length);
    expect(new Set(versions.map(({ DeletionPolicy }) => DeletionPolicy))).toEqual(new Set(['Retain']));
  });

  it('are the same when nothing changed, and others when a setting did', () => {
    const versionIds = (synthesised: Synthesised) =>
      resourcesOf(synthesised, 'AWS::Lambda::Version').map(({ id }) => id);

    const after = versionIds(aHub({ maxUpdates: 7 }));

    const changed = versionIds(hub).filter((id) => !after.includes(id));
    expect(changed).toEqual([expect.stringContaining('plansweep')]);
  });
});

describe('what functions are told', () => {
  const environmentOf = (handler: (typeof HANDLER_NAMES)[number]) =>
    (propertiesOf(handler)['Environment'] as { readonly Variables: Readonly<Record<string, string>> }).Variables;

  it('is the configuration for the one that plans, and for no other', () => {
    const told = HANDLER_NAMES.filter((handler) => 'SWEEP_CONFIGURATION' in environmentOf(handler));

    expect(told).toEqual(['plan-sweep']);
    expect(JSON.parse(environmentOf('plan-sweep')['SWEEP_CONFIGURATION'] ?? '')).toMatchObject({
      tagOptionKey: 'AutoUpdateProvisionedProduct',
      targets: { regions: ['eu-west-1'] },
    });
  });

  it('leaves to the configuration the room that a configuration may take', () => {
    const names = Object.keys(environmentOf('plan-sweep'));
    const values = Object.entries(environmentOf('plan-sweep'))
      .filter(([name]) => name !== 'SWEEP_CONFIGURATION')
      // What a reference stands for is the name of a bucket: 63 characters at most.
      .map(([, value]) => (value.startsWith('<') ? 'b'.repeat(63) : value));

    // Of 4,096 bytes, target-rules.ts leaves 400 to everything else.
    expect([...names, ...values].join('').length).toBeLessThan(400);
  });

  it('names the published version of finish-sweep for the watchdog', () => {
    const called = /^<(.*)>$/.exec(environmentOf('watch-sweeps')['FINISH_SWEEP_FUNCTION'] ?? '')?.[1] ?? '';

    expect(hub.resources[called]?.Type).toBe('AWS::Lambda::Version');
    expect(called).toContain('finishsweep');
  });
});

describe('what functions do without', () => {
  const decision = readFileSync(
    new URL('../../../docs/decisions/0008-functions-by-themselves.md', import.meta.url),
    'utf8',
  );

  test.each(HANDLER_NAMES)('%s has no reserved concurrency, VPC or queue, and it is written down why', (handler) => {
    const properties = propertiesOf(handler);

    expect(Object.keys(properties)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(ReservedConcurrentExecutions|VpcConfig|DeadLetterConfig)$/)]),
    );
    expect(decision).toContain(handler);
  });
});
