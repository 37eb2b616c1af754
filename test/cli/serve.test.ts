import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { HUB_FACTS_PARAMETER, HubFacts } from '@catalog-sweep/core';
import { describe, expect, it } from '@jest/globals';
import { run } from '@catalog-sweep/cli';
import { profileOf } from '../../packages/cli/src/render/serve-instructions.ts';
import { RecordedTerminal } from './a-terminal.ts';
import { keysOf } from './profile-keys.ts';

const SMALL = ['--accounts', '2', '--regions', '1', '--products', '1'];

/** Ends as soon as the terminal was told something. */
async function printed(terminal: RecordedTerminal): Promise<string> {
  while (terminal.outLines.length === 0 && terminal.errLines.length === 0)
    await new Promise((resolve) => setImmediate(resolve));
  return terminal.output;
}

function valueOf(variable: string, text: string): string {
  return new RegExp(`^export ${variable}=(.*)$`, 'm').exec(text)?.[1] ?? '';
}

describe('catalog-sweep serve', () => {
  it('prints the environment with which an SDK is the administrator of the hub, and ends by Ctrl-C', async () => {
    const terminal = new RecordedTerminal(mkdtempSync(join(tmpdir(), 'serve-')));
    const served = run(['serve', '--port', '0', ...SMALL], terminal);
    const text = await printed(terminal);
    const sts = new STSClient({
      endpoint: valueOf('AWS_ENDPOINT_URL', text),
      region: valueOf('AWS_REGION', text),
      credentials: {
        accessKeyId: valueOf('AWS_ACCESS_KEY_ID', text),
        secretAccessKey: valueOf('AWS_SECRET_ACCESS_KEY', text),
        sessionToken: valueOf('AWS_SESSION_TOKEN', text),
      },
    });

    const { Arn: arn } = await sts.send(new GetCallerIdentityCommand({}));
    sts.destroy();
    terminal.pressCtrlC();

    expect(arn).toMatch(/^arn:aws:sts::\d{12}:assumed-role\/Administrator\//);
    expect(valueOf('AWS_DEFAULT_REGION', text)).toBe(valueOf('AWS_REGION', text));
    expect(await served).toBe(0);
  });

  it('writes a profile for every account, one that may only sweep, and one that may only use the hub', async () => {
    const terminal = new RecordedTerminal(mkdtempSync(join(tmpdir(), 'serve-')));
    const served = run(['serve', '--port', '0', ...SMALL], terminal);
    const text = await printed(terminal);
    terminal.pressCtrlC();
    await served;

    const config = readFileSync(valueOf('AWS_CONFIG_FILE', text), 'utf8');
    const credentials = readFileSync(valueOf('AWS_SHARED_CREDENTIALS_FILE', text), 'utf8');

    expect(config.match(/^\[.*\]$/gm)).toEqual([
      '[profile management]',
      '[profile platform-hub]',
      '[profile catalog-sweep]',
      '[profile catalog-sweep-operator]',
    ]);
    expect(credentials.match(/^\[.*\]$/gm)).toEqual([
      '[management]',
      '[platform-hub]',
      '[catalog-sweep]',
      '[catalog-sweep-operator]',
    ]);
  });

  it('has a hub deployed, which its operator finds, and names an account that it can sweep', async () => {
    const terminal = new RecordedTerminal(mkdtempSync(join(tmpdir(), 'serve-')));
    const served = run(['serve', '--port', '0', '--accounts', '5', '--regions', '1', '--products', '1'], terminal);
    const text = await printed(terminal);
    const ssm = new SSMClient({
      endpoint: valueOf('AWS_ENDPOINT_URL', text),
      region: valueOf('AWS_REGION', text),
      credentials: keysOf('catalog-sweep-operator', valueOf('AWS_SHARED_CREDENTIALS_FILE', text)),
    });

    const { Parameter: parameter } = await ssm.send(new GetParameterCommand({ Name: HUB_FACTS_PARAMETER }));
    ssm.destroy();
    terminal.pressCtrlC();
    await served;

    const { hub, stateMachineArn } = HubFacts.parse(JSON.parse(parameter?.Value ?? ''));
    expect(stateMachineArn).toContain(`:${hub.region}:${hub.account}:stateMachine:`);
    const [, account] = /sweep --on hub --account (\d{12}) /.exec(text) ?? [];
    expect(account).toBeDefined();
    expect(account).not.toBe(hub.account);
  });

  it('says in one line that a port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const terminal = new RecordedTerminal(mkdtempSync(join(tmpdir(), 'serve-')));

    const exitCode = await run(['serve', '--port', String(port), ...SMALL], terminal);
    other.close();

    expect(exitCode).toBe(2);
    expect(terminal.errLines).toEqual([
      `error: port ${port} is in use: name another with --port, or 0 for any that is free`,
    ]);
  });

  it.each([
    { name: 'shop-prod', profile: 'shop-prod' },
    { name: 'Shop (production)', profile: '500000000011' },
  ])('names the profile of the account $name $profile, which every SDK can read', ({ name, profile }) => {
    expect(profileOf({ name, id: '500000000011' })).toBe(profile);
  });
});
