import { credentials } from '@grpc/grpc-js';
import { isServing } from '@safe-community/grpc-kit';
import { addressOf, logOf, type Container } from './podman.ts';
import { until } from './until.ts';

/** The port of the kubelet's probes, without a certificate: `HEALTH_PORT` of the manifests. */
const HEALTH = 8081;
/** The port of the pages: `HTTP_PORT` of the manifests. */
const PAGES = 8080;

/** Waits until a replica is ready. */
export async function whenReady(container: Container): Promise<void> {
  const host = await addressOf(container);
  const open = credentials.createInsecure();
  const isReady = container.pod.startsWith('gateway')
    ? async () => (await statusOfPage(host, '/health')) === 200
    : () => isServing(`${host}:${HEALTH}`, open);
  await until(`${container.name} is ready`, isReady, {
    within: 60_000,
    why: () => logOf(container),
  });
}

/** The status of a page of the gateway; undefined if nothing answers. */
export async function statusOfPage(host: string, path: string): Promise<number | undefined> {
  try {
    const response = await fetch(`http://${host}:${PAGES}${path}`, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return undefined;
    throw error;
  }
}

/** The metrics of a replica as Prometheus reads them: `METRICS_PORT` of the manifests. */
export async function readMetrics(container: Container): Promise<string> {
  const response = await fetch(`http://${await addressOf(container)}:9464/metrics`);
  return response.text();
}
