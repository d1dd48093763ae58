import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, keptPassword, type StateRoot } from '@safe-community/local-stack';
import { SERVICES, type ServiceName } from './service-plan.ts';

/** Each service its own database with a login role of its own. Returns the URLs. */
export async function ensureDatabases(root: StateRoot, adminUrl: string): Promise<Record<ServiceName, string>> {
  mkdirSync(root.passwords, { recursive: true, mode: 0o700 });
  const urls = SERVICES.map(async (service) => {
    const password = keptPassword(join(root.passwords, service));
    return [service, await createDatabase(adminUrl, { name: service.replaceAll('-', '_'), password })] as const;
  });
  return Object.fromEntries(await Promise.all(urls)) as Record<ServiceName, string>;
}
