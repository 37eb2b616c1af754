import { readFileSync } from 'node:fs';
import type { Credentials } from '@catalog-sweep/simulated-org';

/** The keys of a profile in a file that AWS_SHARED_CREDENTIALS_FILE names. */
export function keysOf(profile: string, file: string): Credentials {
  const [, keys = ''] = readFileSync(file, 'utf8').split(`[${profile}]`);
  const valueOf = (name: string) => new RegExp(`^${name} = (.*)$`, 'm').exec(keys)?.[1] ?? '';
  return {
    accessKeyId: valueOf('aws_access_key_id'),
    secretAccessKey: valueOf('aws_secret_access_key'),
    sessionToken: valueOf('aws_session_token'),
  };
}
