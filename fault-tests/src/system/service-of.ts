import type { Service } from './service.ts';
import type { System } from './system.ts';

/** The service that has a method; for methods that several services have, the consuming service. */
export function serviceOf({ registry, cameras, intake, statistics }: System, path: string): Service {
  if (path.startsWith('/safecommunity.officers.')) return registry;
  if (path.startsWith('/safecommunity.cameras.')) return cameras;
  return /^\/safecommunity\.(incidents|keys)\./.test(path) ? intake : statistics;
}
