import type { Service } from '../system/service.ts';

/** One address for several replicas, with client-side load balancing. */
export function addressOfAll(replicas: readonly Service[]): string {
  return `ipv4:${replicas.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
}
