import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WireRequest, WireResponse } from './protocols/protocol.ts';

/** How a request is answered: with a response, or with a broken connection. */
export type Answer = WireResponse | 'break the connection';

/** An HTTP server on this machine alone. */
export class WireServer {
  readonly #server: Server;

  constructor(answer: (request: WireRequest) => Promise<Answer>) {
    this.#server = createServer((incoming, outgoing) => {
      void serve(incoming, outgoing, answer);
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  /** Listens on a port, or on a free one for 0. Throws the error of node:net, with code EADDRINUSE when the port is taken. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: WireRequest) => Promise<Answer>,
): Promise<void> {
  try {
    const response = await answer(await read(incoming));
    if (response === 'break the connection') {
      incoming.socket.destroy();
      return;
    }
    const { status, headers, body } = response;
    const length = Buffer.byteLength(body);
    outgoing.writeHead(
      status,
      length === 0 && 'content-length' in headers ? headers : { ...headers, 'content-length': length },
    );
    outgoing.end(body);
  } catch (error) {
    // Only a mistake of this program comes here; it is told to whoever asks, because nobody reads the server's own output.
    outgoing.writeHead(500, { 'content-type': 'text/plain' });
    outgoing.end(`the simulated organisation failed: ${(error as Error).stack ?? String(error)}`);
  }
}

async function read(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}
