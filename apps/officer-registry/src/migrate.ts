import { runMigrations } from '@safe-community/service-kit';
import { openRegistryDatabase } from './service.ts';

await runMigrations('officer-registry', process.env, openRegistryDatabase);
