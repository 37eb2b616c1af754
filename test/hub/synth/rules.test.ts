import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from '@jest/globals';
import { CfnResource, Stack, Validations, type App } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { catalogSweepApp } from '../../../packages/hub/src/app.ts';
import { aConfiguration } from './a-hub.ts';

function anApp(): App {
  return catalogSweepApp(aConfiguration(), mkdtempSync(join(tmpdir(), 'catalog-sweep-rules-')));
}

function hubStack(app: App): Stack {
  const stack = app.node.findChild('CatalogSweepHub');
  if (stack instanceof Stack) return stack;
  throw new Error('the hub has no stack');
}

const CARELESS: readonly {
  readonly name: string;
  readonly add: (stack: Stack) => unknown;
  readonly says: string;
}[] = [
  {
    name: 'cdk-nag minds',
    add: (stack) => new Bucket(stack, 'Careless'),
    says: 'The S3 Bucket has server access logs disabled. (AwsSolutions)',
  },
  {
    name: 'CloudFormation refuses',
    add: (stack) => new CfnResource(stack, 'Careless', { type: 'AWS::SQS::Queue', properties: { Colour: 'blue' } }),
    says: '(CloudFormation Validate)',
  },
];

test.each(CARELESS)('the app is not synthesised with anything that $name', ({ add, says }) => {
  const app = anApp();
  add(hubStack(app));

  expect(() => app.synth()).toThrow(says);
});

interface Acknowledged {
  readonly path: string;
  readonly id: string;
  readonly reason: string;
}

/** What the hub has cdk-nag overlook, and where. */
function acknowledgements(): readonly Acknowledged[] {
  return anApp()
    .node.findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) =>
          Object.entries(data as Readonly<Record<string, string>>).map(([id, reason]) => ({
            path: node.path,
            id,
            reason,
          })),
        ),
    );
}

describe('what cdk-nag has to overlook', () => {
  const all = acknowledgements();

  it('is single resources of policies, and three settings', () => {
    const settings = all.filter(({ id }) => !id.includes('AwsSolutions-IAM5[Resource::'));

    expect(settings.map(({ id }) => id.replace(/^.*(AwsSolutions-\w+).*$/, '$1')).toSorted()).toEqual([
      'AwsSolutions-S1',
      'AwsSolutions-SF1',
      'AwsSolutions-SQS3',
    ]);
    expect(all.length).toBeGreaterThan(50);
  });

  it('stands at single resources, with a reason each', () => {
    for (const { path, reason } of all) {
      expect(path.split('/').length).toBeGreaterThan(2);
      expect(reason.length).toBeGreaterThan(20);
    }
  });
});
