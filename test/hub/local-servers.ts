import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A door to a server, which notes the services that are asked for through it. */
export interface Door {
  readonly endpoint: string;
  /** As the signatures of the requests name them. */
  readonly services: Set<string>;
  close(): Promise<void>;
}

/** Opens a door to a server that listens elsewhere. */
export async function openDoor(target: string): Promise<Door> {
  const services = new Set<string>();
  const server = createServer((asked, answered) => {
    const [, service] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(asked.headers.authorization ?? '') ?? [];
    services.add(service ?? 'unsigned');
    const passed = request(new URL(asked.url ?? '/', target), { method: asked.method, headers: asked.headers });
    passed.on('response', (response) => {
      answered.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(answered);
    });
    passed.on('error', (error) => answered.destroy(error));
    asked.pipe(passed);
  });
  await listening(server);
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, services, close: () => closed(server) };
}

/** A server that has an answer for each operation, and keeps what it was asked. */
export interface Scripted {
  readonly endpoint: string;
  readonly asked: { readonly operation: string; readonly body: string }[];
  close(): Promise<void>;
}

/**
 * Answers the operations of Step Functions by their names, and Lambda's Invoke: what the watchdog calls. An operation without an answer is answered with
 * status 400.
 */
export async function openScripted(answers: Readonly<Record<string, object>>): Promise<Scripted> {
  const asked: Scripted['asked'] = [];
  const server = createServer((incoming, answered) => {
    const target = String(incoming.headers['x-amz-target'] ?? '');
    const operation = incoming.url?.endsWith('/invocations') ? 'Invoke' : target.replace('AWSStepFunctions.', '');
    const answer = answers[operation];
    void text(incoming).then((body) => {
      asked.push({ operation, body });
      const status = operation === 'Invoke' ? 202 : 200;
      answered.writeHead(answer === undefined ? 400 : status, { 'content-type': 'application/x-amz-json-1.0' });
      return answered.end(JSON.stringify(answer ?? {}));
    });
  });
  await listening(server);
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, asked, close: () => closed(server) };
}

function listening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
