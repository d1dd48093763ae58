import type { Service } from '../system/service.ts';

/** The address of replicas among which a client shares its calls out. */
export function addressOfAll(replicas: readonly Service[]): string {
  return `ipv4:${replicas.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
}
