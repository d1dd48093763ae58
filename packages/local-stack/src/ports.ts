import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { LocalStackError } from './local-stack-error.ts';
import { listenerOf } from './port-listener.ts';

/** Below the ephemeral port range. */
const FIRST = 15_000;
const LAST = 32_000;
/** Each process starts at a different port to avoid collisions. */
let next = randomInt(FIRST, LAST);

/**
 * A free TCP port of 127.0.0.1, different at each call. Its server may be down for a while, for example during a
 * restart: the system does not assign the port to another process.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next;
    next = port < LAST ? port + 1 : FIRST;
    if (await isPortFree(port)) return port;
  }
}

/** Whether a server could listen on 127.0.0.1:`port` now. */
export async function isPortFree(port: number): Promise<boolean> {
  try {
    await tryListening(port);
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EADDRINUSE') return false;
    throw error;
  }
}

/**
 * Makes sure that `what` can listen on 127.0.0.1:`port`.
 * @param setting the environment variable that sets another port.
 * @throws LocalStackError with the port, the process that holds it if known, and what to do.
 */
export async function requireFreePort(port: number, what: string, setting?: string): Promise<void> {
  if (await isPortFree(port)) return;
  const holder = listenerOf(port);
  const remedy = setting ? `stop that program or choose another port: ${setting}=<port>` : 'stop that program';
  throw new LocalStackError(
    `Port ${port} on 127.0.0.1, wanted for ${what}, is in use${holder ? ` by ${holder}` : ''}: ${remedy}.`,
  );
}

function tryListening(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve()));
  });
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
