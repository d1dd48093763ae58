import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { LocalStackError } from './local-stack-error.ts';
import { isPortFree, takenPorts } from './taken-ports.mjs';

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

/**
 * Makes sure that all of these ports of 127.0.0.1 can be listened on.
 * @param wanted by the environment variables that set them.
 * @throws LocalStackError with the ports in use, the processes that hold them if known, and what to do.
 */
export async function requireFreePorts(wanted: Readonly<Record<string, number>>): Promise<void> {
  const problem = await takenPorts(wanted);
  if (problem !== undefined) throw new LocalStackError(problem);
}

/** Whether 127.0.0.1:`port` accepts connections. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
