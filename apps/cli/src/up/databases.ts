import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { keptPassword } from '@safe-community/security/private-file';
import {
  createDatabase,
  SERVICES,
  type DatabaseUrls,
  type ServiceName,
  type StateRoot,
} from '@safe-community/local-stack';

/** Creates a database with its own login roles for each service. Returns their URLs. */
export async function ensureDatabases(root: StateRoot, adminUrl: string): Promise<Record<ServiceName, DatabaseUrls>> {
  mkdirSync(root.passwords, { recursive: true, mode: 0o700 });
  const urls = SERVICES.map(async (service) => {
    const passwords = {
      owner: keptPassword(join(root.passwords, service)),
      service: keptPassword(join(root.passwords, `${service}.service`)),
      reader: keptPassword(join(root.passwords, `${service}.reader`)),
    };
    return [service, await createDatabase(adminUrl, { name: service.replaceAll('-', '_'), passwords })] as const;
  });
  return Object.fromEntries(await Promise.all(urls)) as Record<ServiceName, DatabaseUrls>;
}
