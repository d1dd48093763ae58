import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { connectionsOpen, connectionsRefused } from '@safe-community/telemetry';
import { openConnections, type Connection, type MaxConnections } from './connections.ts';
import { SECURITY_HEADERS } from './headers.ts';
import { originOf } from './network.ts';
import { brokenHead, type BrokenHead } from './request-head.ts';
import type { WebApp } from './web.adapter.ts';

interface Listening {
  readonly port: number;
  /** Answers the requests under way, takes no others, and closes. */
  close(): Promise<void>;
}

/** How long a slow or silent client holds a connection, milliseconds, and how much it may send before its body. */
export interface Limits {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  /** Without any byte in either direction: of a client that does not read its answer. */
  readonly silenceTimeout: number;
  readonly keepAliveTimeout: number;
  readonly connectionsCheckingInterval: number;
  readonly maxHeaderSize: number;
}

const LIMITS: Limits = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  silenceTimeout: 30_000,
  // Longer than that of a proxy in front, which would otherwise send a request on a connection that is being closed.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 8_192,
};
const UNBOUNDED: MaxConnections = { ofAddress: Infinity, ofNetwork: Infinity, ofAll: Infinity };
const MAX_REQUESTS = 1_000;
const DRAIN_MS = 5_000;

const REFUSED = {
  ...SECURITY_HEADERS,
  'Cache-Control': 'no-store',
  'Content-Type': 'text/plain; charset=utf-8',
  Connection: 'close',
};

/** Serves plain HTTP: TLS ends at the proxy in front. */
export async function listen(
  app: Pick<WebApp, 'fetch'>,
  host: string,
  port: number,
  limits = LIMITS,
  maxConnections = UNBOUNDED,
): Promise<Listening> {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const connections = openConnections(maxConnections);
  const clients = new WeakMap<Socket, Client>();
  const server = createServer(limits, (request, response) => {
    const client = clients.get(request.socket);
    if (client !== undefined) follow(response, client, connections);
    const broken = brokenHead(request.rawHeaders, request.url ?? '');
    if (broken === undefined) void listener(request, response);
    else refuse(response, broken);
  });
  server.setTimeout(limits.silenceTimeout);
  server.maxRequestsPerSocket = MAX_REQUESTS;
  server.on('connection', (socket) => {
    const client = new Client(socket);
    clients.set(socket, client);
    take(client, socket, connections);
  });
  const stopObserving = connectionsOpen.observe(() => connections.open(), {});
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: portOf(server),
    async close() {
      stopObserving();
      await close(server);
    },
  };
}

type Connections = ReturnType<typeof openConnections>;

/** A connection, and its requests under way: a client may send the next one before it has the answer. */
class Client implements Connection {
  readonly address: string;
  readonly network: string;
  readonly underWay = new Set<ServerResponse>();
  readonly #socket: Socket;

  constructor(socket: Socket) {
    const { address, network } = originOf(socket.remoteAddress ?? '');
    this.address = address;
    this.network = network;
    this.#socket = socket;
  }

  state() {
    const all = [...this.underWay];
    if (all.some(({ req, writableEnded }) => req.complete && !writableEnded)) return 'served';
    return all.length > 0 ? 'slow' : 'idle';
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Closes a connection at once, without an answer, if there are too many that the server is at work for. */
function take(client: Client, socket: Socket, connections: Connections): void {
  const { isTaken, closed } = connections.add(client);
  if (closed > 0 || !isTaken) connectionsRefused.add(closed + (isTaken ? 0 : 1), {});
  if (isTaken) socket.once('close', () => connections.remove(client));
  else client.close();
}

function follow(response: ServerResponse, client: Client, connections: Connections): void {
  client.underWay.add(response);
  connections.used(client);
  response.once('close', () => {
    client.underWay.delete(response);
    connections.used(client);
  });
}

/** In words of ours alone. The connection ends with it: where the next request begins may be another matter of belief. */
function refuse(response: ServerResponse, { status, rule }: BrokenHead): void {
  const text = `${rule}\n`;
  response.writeHead(status, { ...REFUSED, 'Content-Length': text.length }).end(text);
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await Promise.race([closed, sleep(DRAIN_MS, undefined, { ref: false })]);
  server.closeAllConnections();
  await closed;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
