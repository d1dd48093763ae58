import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startProcess } from '@safe-community/local-stack';
import { environmentOf } from './replica.ts';
import { openPages, type PageClient } from './floors/page-client.ts';
import type { System } from './system.ts';

const PROGRAM = fileURLToPath(new URL('../../apps/gateway/src/main.ts', import.meta.url));
const FORGETTING = fileURLToPath(new URL('./floors/forgetting.ts', import.meta.url));

/** One more gateway of the same system. */
export interface GatewayReplica extends PageClient {
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a gateway as in production, with metrics and a log line for each request, without bounds for a single network:
 * all requests here are from one.
 *
 * @param remembers whether it uses answers of services again.
 */
export async function startGatewayReplica(system: System, remembers: boolean): Promise<GatewayReplica> {
  const [port, metricsPort] = await Promise.all([freePort(), freePort()]);
  const name = remembers ? 'gateway-with-memory' : 'gateway-without-memory';
  const pages = openPages(port);
  const running = await startProcess({
    name,
    command: process.execPath,
    args: [...(remembers ? [] : ['--import', FORGETTING]), PROGRAM],
    env: {
      ...environmentOf(system.processes.gateway),
      HTTP_PORT: String(port),
      METRICS_PORT: String(metricsPort),
      LOG_LEVEL: 'info',
      REQUESTS_PER_SECOND: '100000',
      REQUESTS_AT_ONCE: '1000000',
      CONNECTIONS_PER_ADDRESS: '5000',
      CONNECTIONS_PER_NETWORK: '5000',
    },
    logFile: join(system.home, `${name}.log`),
    readyWhen: async () => (await pages.status('/health')) === 200,
    readyWithinMs: 60_000,
  });
  return {
    ...pages,
    pid: running.pid,
    async stop() {
      pages.close();
      await running.stop();
    },
  };
}

/** Takes away what bounds the calls of the gateway, which is less than a benchmark sends. Services reload the file. */
export function liftQuotasOfGateway({ home }: System): void {
  const file = join(home, 'callers.json');
  const { callers } = JSON.parse(readFileSync(file, 'utf8')) as { callers: { name: string }[] };
  const lifted = callers.map((caller) =>
    caller.name === 'gateway' ? { ...caller, rates: undefined, atOnce: undefined } : caller,
  );
  writeFileSync(file, JSON.stringify({ callers: lifted }));
}
