import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { test } from '@jest/globals';
import { REGION, type OpenOrganisation } from './small-organisation.ts';

/** What another program needs in its environment to be the administrator of an account. */
export function environmentFor(open: OpenOrganisation, account: string): NodeJS.ProcessEnv {
  const keys = open.organisation.credentialsFor({ account, roleName: 'Admin' });
  return {
    PATH: process.env['PATH'],
    HOME: tmpdir(),
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ENDPOINT_URL: open.endpoint,
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** Programs that speak to AWS, and whether they are on this machine. */
export const PROGRAMS = {
  aws: { name: 'aws', there: runs('aws', '--version') },
  boto3: { name: 'python3 with boto3', there: runs('python3', '-c', 'import boto3') },
} as const;

function runs(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}

/** A test that needs a program: without it, it is skipped, and its title says why. */
export function testWith(
  { name, there }: { readonly name: string; readonly there: boolean },
  title: string,
  use: () => Promise<void>,
): void {
  const testOrSkip = there ? test : test.skip;
  testOrSkip(there ? title : `${title} (skipped: ${name} is not on the PATH)`, use, 30_000);
}
