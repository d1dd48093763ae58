import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The floor of a page: a bare server of Node that answers as many bytes as the path names. */
const bodies = new Map<string, Buffer>();

const server = createServer(({ url = '/' }, response) => {
  const body = bodies.get(url) ?? Buffer.alloc(Number(url.slice(1)), 'x');
  bodies.set(url, body);
  response.writeHead(200, { 'Content-Type': 'text/html; charset=UTF-8', 'Content-Length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
