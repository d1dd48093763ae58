import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';

/** Forwards `host:port` to a port of 127.0.0.1, which pods cannot reach. */
export async function forward(host: string, port: number, to: number): Promise<Server> {
  const server = createServer((client) => {
    const target = connect(to, '127.0.0.1');
    client.pipe(target).pipe(client);
    client.on('error', () => target.destroy());
    target.on('error', () => client.destroy());
    client.on('close', () => target.destroy());
    target.on('close', () => client.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
