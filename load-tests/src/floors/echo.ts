import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Server, type ChannelCredentials } from '@grpc/grpc-js';
import { serverCredentials, type TlsFiles } from '@safe-community/grpc-kit';
import { openBareClient } from './bare-client.ts';

const PATH = '/echo.Echo/Echo';
const same = (bytes: Buffer): Buffer => bytes;

/**
 * The floor of a call: a bare grpc-js server that returns the request bytes, over the same mutual TLS.
 * @param answerBytes size of the response, if different from the request.
 */
export async function serveEcho(tls: TlsFiles, answerBytes?: number): Promise<number> {
  const server = new Server();
  const method = { path: PATH, requestStream: false, responseStream: false };
  const codec = {
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
  const fixed = answerBytes === undefined ? undefined : Buffer.alloc(answerBytes, 7);
  server.addService(
    { Echo: { ...method, ...codec } },
    {
      Echo: (call: { request: Buffer }, answer: (error: null, response: Buffer) => void) =>
        answer(null, fixed ?? call.request),
    },
  );
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', serverCredentials(tls), (error, port) => (error ? reject(error) : resolve(port)));
  });
}

export interface Echo {
  readonly pid: number;
  call(bytes: Uint8Array): Promise<unknown>;
  stop(): void;
}

/** Starts the floor in a separate process, like the services. */
export async function startEcho(tls: TlsFiles, credentials: ChannelCredentials, answerBytes?: number): Promise<Echo> {
  const program = fileURLToPath(new URL('./echo-process.ts', import.meta.url));
  const options = JSON.stringify({ tls, answerBytes });
  const child = spawn(process.execPath, [program, options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) =>
    child.stdout.once('data', (line: Buffer) => resolve(String(line).trim())),
  );
  const client = openBareClient(`localhost:${port}`, credentials, PATH);
  return {
    pid: child.pid ?? -1,
    call: (bytes) => client.call(bytes),
    stop() {
      client.close();
      child.kill();
    },
  };
}
