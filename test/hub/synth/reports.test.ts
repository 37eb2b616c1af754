import { BLOG_FIELDS, logTables, VIEW_CREATOR_NAME } from '@catalog-sweep/core';
import { VIEWS } from '@catalog-sweep/hub/reporting';
import { describe, expect, it, test } from '@jest/globals';
import { aHub, resourcesOf, statementsOf } from './a-hub.ts';

const hub = aHub({ logS3Bucket: 'company-logs', logS3Key: 'audit/ServiceCatalogLogs' });

/** What the blog post's CREATE TABLE says. */
const BLOG = {
  timestamps: new Set(['scannedtime', 'updatetimestamp']),
  serde: 'org.openx.data.jsonserde.JsonSerDe',
  inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
  location: 's3://company-logs/audit/ServiceCatalogLogs',
};

interface GlueTable {
  readonly Name: string;
  readonly TableType: string;
  readonly Parameters: Readonly<Record<string, string>>;
  readonly PartitionKeys: readonly { readonly Name: string; readonly Type: string }[];
  readonly StorageDescriptor: {
    readonly Location: string;
    readonly Columns: readonly { readonly Name: string; readonly Type: string; readonly Comment: string }[];
    readonly InputFormat: string;
    readonly OutputFormat: string;
    readonly SerdeInfo: { readonly SerializationLibrary: string; readonly Parameters: object };
  };
}

function tableNamed(name: string): GlueTable {
  const found = resourcesOf(hub, 'AWS::Glue::Table')
    .map(({ Properties }) => Properties['TableInput'] as GlueTable)
    .find(({ Name }) => Name === name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
}

function only(type: string) {
  const [first, ...others] = resourcesOf(hub, type);
  if (first === undefined || others.length > 0) throw new Error(`not one ${type}`);
  return first;
}

describe('the table of provisioned products', () => {
  const { StorageDescriptor: storage } = tableNamed('central_service_catalog');

  it("has the blog post's sixteen columns with its types, formats and location", () => {
    const types = new Map(storage.Columns.map(({ Name, Type }) => [Name, Type]));

    for (const field of BLOG_FIELDS) {
      const column = field.toLowerCase();
      expect([column, types.get(column)]).toEqual([column, BLOG.timestamps.has(column) ? 'timestamp' : 'string']);
    }
    expect(storage).toMatchObject({
      Location: BLOG.location,
      InputFormat: BLOG.inputFormat,
      OutputFormat: BLOG.outputFormat,
      SerdeInfo: { SerializationLibrary: BLOG.serde },
    });
    expect(tableNamed('central_service_catalog').Parameters).toMatchObject({ has_encrypted_data: 'false' });
  });

  it('says of damaged lines that they are rows without values, as the command line counts them', () => {
    expect(storage.SerdeInfo.Parameters).toEqual({ 'ignore.malformed.json': 'true' });
  });
});

test.each(logTables('audit/ServiceCatalogLogs'))(
  '$name has each field of its log as a column with a comment, and its days projected',
  ({ name, prefix, entry }) => {
    const {
      StorageDescriptor: storage,
      PartitionKeys: keys,
      Parameters: parameters,
      TableType: type,
    } = tableNamed(name);

    expect(storage.Columns.map((column) => column.Name)).toEqual(
      Object.keys(entry.shape).map((field) => field.toLowerCase()),
    );
    expect(storage.Columns.filter(({ Comment }) => Comment === '' || Comment.length > 255)).toEqual([]);
    expect(storage.Location).toBe(`s3://company-logs/${prefix}`);
    expect(type).toBe('EXTERNAL_TABLE');
    expect(keys).toMatchObject([{ Name: 'dt', Type: 'string' }]);
    expect(parameters).toMatchObject({
      'projection.enabled': 'true',
      'projection.dt.type': 'date',
      'projection.dt.format': 'yyyy-MM-dd',
      'projection.dt.range': '2026-01-01,NOW',
      'storage.location.template': `s3://company-logs/${prefix}/dt=\${dt}/`,
    });
  },
);

describe('the workgroup', () => {
  const { WorkGroupConfiguration: settings } = only('AWS::Athena::WorkGroup').Properties as {
    readonly WorkGroupConfiguration: Readonly<Record<string, unknown>>;
  };

  it('is enforced, of engine version 3, with a limit to what a query may read', () => {
    expect(settings).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
      BytesScannedCutoffPerQuery: 100_000_000_000,
    });
  });

  it('puts results encrypted into the work bucket of this account, where they expire', () => {
    expect(settings['ResultConfiguration']).toMatchObject({
      OutputLocation: expect.stringMatching(/^s3:\/\/<HubWorkBucket\w+>\/query-results\/$/),
      ExpectedBucketOwner: '222222222222',
      EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: expect.stringMatching(/^<HubKey\w+\.Arn>$/) },
    });
  });

  it("takes S3's keys where the hub has none", () => {
    const [workGroup] = resourcesOf(aHub({ encryption: 's3' }), 'AWS::Athena::WorkGroup');

    expect(JSON.stringify(workGroup?.Properties)).toContain('"EncryptionConfiguration":{"EncryptionOption":"SSE_S3"}');
  });
});

describe('the views', () => {
  const { Properties: properties } = only('AWS::CloudFormation::CustomResource');

  it('are created by the deployment, in an order in which each needs only earlier ones, and anew when one changes', () => {
    const views = properties['Views'] as readonly { readonly Name: string; readonly Sql: string }[];

    expect(views).toEqual(VIEWS.map(({ name, sql }) => ({ Name: name, Sql: sql })));
    for (const [index, { Sql }] of views.entries()) {
      for (const { Name } of views.slice(index)) expect(Sql).not.toMatch(new RegExp(`(FROM|JOIN) ${Name}\\b`));
    }
  });

  it('wait for the tables and the workgroup', () => {
    const { DependsOn: before } = only('AWS::CloudFormation::CustomResource') as {
      readonly DependsOn?: readonly string[];
    };

    for (const type of ['AWS::Glue::Table', 'AWS::Athena::WorkGroup']) {
      for (const { id } of resourcesOf(hub, type)) expect(before).toContain(id);
    }
  });

  it('have a query by name each, beside that of the blog post', () => {
    const queries = resourcesOf(hub, 'AWS::Athena::NamedQuery').map(({ Properties }) => Properties);

    expect(queries.map(({ Name }) => Name)).toEqual([
      ...VIEWS.map(({ name }) => `catalog-sweep: ${name}`),
      'catalog-sweep: blog_post',
    ]);
    expect(queries.at(-1)?.['QueryString']).toMatch(
      /ORDER BY scannedtime DESC, accountno, productname, provisionedproductname$/,
    );
  });
});

it('the creator of views may act in its workgroup, its database and the results, and nowhere else', () => {
  const role = resourcesOf(hub, 'AWS::IAM::Role').find(
    ({ Properties }) => Properties['RoleName'] === VIEW_CREATOR_NAME,
  );
  const [policy] = (role?.Properties['Policies'] ?? []) as readonly { readonly PolicyDocument: unknown }[];

  const resources = statementsOf(policy?.PolicyDocument).flatMap(({ Resource }) => Resource);

  for (const resource of resources) {
    expect(resource).toMatch(
      /:workgroup\/catalog-sweep$|:catalog$|:database\/(default|catalog_sweep)$|:table\/catalog_sweep\/\*$|<HubWorkBucket\w+>(\/query-results\/\*)?$|:log-group:\/aws\/lambda\/CatalogSweepCreateViews:\*$|<HubKey\w+\.Arn>$/,
    );
  }
  expect(resources.length).toBeGreaterThan(6);
});
