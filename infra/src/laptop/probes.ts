import { readFileSync } from 'node:fs';
import { credentials } from '@grpc/grpc-js';
import { isServing } from '@safe-community/grpc-kit';
import { addressOf, logOf, stateOf, type Container } from './podman.ts';
import { until } from './until.ts';

/** The port of the kubelet's probes, without a certificate: `HEALTH_PORT` of the manifests. */
const HEALTH = 8081;

/**
 * Waits until a replica is ready.
 * @returns milliseconds since its process started, without the time it waited for a processor: this machine may be
 * busy.
 */
export async function whenReady(container: Container): Promise<number> {
  const address = `${await addressOf(container)}:${HEALTH}`;
  const open = credentials.createInsecure();
  await until(`${container.name} is ready`, () => isServing(address, open), {
    within: 60_000,
    why: () => logOf(container),
  });
  const readyAt = Date.now();
  const { startedAt, pid } = await stateOf(container);
  return readyAt - startedAt.getTime() - waitedMs(pid);
}

/** Milliseconds that the main thread was runnable but had no processor. */
function waitedMs(pid: number): number {
  const [, waited = '0'] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
  return Number(waited) / 1e6;
}

/** The metrics of a replica as Prometheus reads them: `METRICS_PORT` of the manifests. */
export async function readMetrics(container: Container): Promise<string> {
  const response = await fetch(`http://${await addressOf(container)}:9464/metrics`);
  return response.text();
}
