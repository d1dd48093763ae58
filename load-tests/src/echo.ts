import { Client, Server, type ChannelCredentials } from '@grpc/grpc-js';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { serverCredentials, type TlsFiles } from '@safe-community/grpc-kit';

const PATH = '/echo.Echo/Echo';
const same = (bytes: Buffer): Buffer => bytes;

/** The floor: a bare grpc-js server that gives back the bytes it got, over the same mutual TLS. */
export async function serveEcho(tls: TlsFiles): Promise<number> {
  const server = new Server();
  const method = { path: PATH, requestStream: false, responseStream: false };
  const codec = {
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
  server.addService(
    { Echo: { ...method, ...codec } },
    {
      Echo: (call: { request: Buffer }, answer: (error: null, response: Buffer) => void) => answer(null, call.request),
    },
  );
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', serverCredentials(tls), (error, port) => (error ? reject(error) : resolve(port)));
  });
}

export interface Echo {
  call(bytes: Buffer): Promise<unknown>;
  stop(): void;
}

/** Starts the floor as a process of its own, as the services are. */
export async function startEcho(tls: TlsFiles, credentials: ChannelCredentials): Promise<Echo> {
  const program = fileURLToPath(new URL('./echo-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(tls)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) =>
    child.stdout.once('data', (line: Buffer) => resolve(String(line).trim())),
  );
  const client = new Client(`localhost:${port}`, credentials);
  return {
    call: (bytes) =>
      new Promise((resolve, reject) => {
        client.makeUnaryRequest(PATH, same, same, bytes, (error, response) =>
          error ? reject(error) : resolve(response),
        );
      }),
    stop() {
      client.close();
      child.kill();
    },
  };
}
