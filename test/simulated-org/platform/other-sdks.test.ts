import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect } from '@jest/globals';
import { DATA, HUB, MANAGEMENT, Organisations, REGION, SPOKE, SUSPENDED } from './small-organisation.ts';
import { environmentFor, PROGRAMS, testWith } from './other-programs.ts';

const run = promisify(execFile);
const organisations = new Organisations();
afterEach(() => organisations.closeAll());

const PAGE_LIMIT = 3;
/** Above the 8 MiB at which both upload in parts, and download in ranges. */
const BIG = Buffer.alloc(9 * 1024 * 1024, 'abc');

describe('other SDKs', () => {
  testWith(PROGRAMS.aws, 'the AWS CLI signs in, lists accounts over pages, and copies a big file to and fro', useCli);
  testWith(PROGRAMS.boto3, 'boto3 assumes a role, streams an object, and reads an error', useBoto);
});

async function useCli(): Promise<void> {
  const data = { name: 'data', account: MANAGEMENT, region: REGION };
  const open = await organisations.open({ buckets: [data], pageLimit: PAGE_LIMIT });
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));
  const there = join(folder, 'there');
  const back = join(folder, 'back');
  writeFileSync(there, BIG);
  const aws = async (...args: readonly string[]) =>
    (await run('aws', [...args], { env: environmentFor(open, MANAGEMENT) })).stdout;

  const who = await aws('sts', 'get-caller-identity', '--query', 'Account', '--output', 'text');
  const accounts = await aws('organizations', 'list-accounts', '--query', 'Accounts[].Id', '--output', 'json');
  await aws('s3', 'cp', '--quiet', there, 's3://data/a folder/b+c.bin');
  await aws('s3', 'cp', '--quiet', 's3://data/a folder/b+c.bin', back);
  const listed = await aws('s3', 'ls', '--recursive', 's3://data/a');
  const copied = readFileSync(back);
  rmSync(folder, { recursive: true });

  expect(who.trim()).toBe(MANAGEMENT);
  expect(JSON.parse(accounts)).toEqual([MANAGEMENT, HUB, SPOKE, SUSPENDED]);
  expect(copied.equals(BIG)).toBe(true);
  expect(listed).toMatch(new RegExp(String.raw`^2026-03-0\d .* ${BIG.length} a folder/b\+c\.bin\n$`));
}

async function useBoto(): Promise<void> {
  const open = await organisations.open({ buckets: [DATA] });
  const program = `
import boto3, io, json
from botocore.exceptions import ClientError
keys = boto3.client('sts').assume_role(RoleArn='arn:aws:iam::${SPOKE}:role/Admin', RoleSessionName='python')['Credentials']
spoke = boto3.Session(keys['AccessKeyId'], keys['SecretAccessKey'], keys['SessionToken'])
s3 = boto3.client('s3')
s3.upload_fileobj(io.BytesIO(b'x' * ${BIG.length}), 'data', 'a b')
body = s3.get_object(Bucket='data', Key='a b')['Body'].read()
try:
    spoke.client('organizations').list_accounts()
except ClientError as error:
    code = error.response['Error']['Code']
print(json.dumps([spoke.client('sts').get_caller_identity()['Arn'], len(body), [o['Key'] for o in s3.list_objects_v2(Bucket='data')['Contents']], code]))
`;

  const { stdout } = await run('python3', ['-c', program], { env: environmentFor(open, HUB) });

  expect(JSON.parse(stdout)).toEqual([
    `arn:aws:sts::${SPOKE}:assumed-role/Admin/python`,
    BIG.length,
    ['a b'],
    'AccessDeniedException',
  ]);
}
