import { runMigrations } from '@safe-community/service-kit';
import { openRegistryDatabase } from './wire.ts';

await runMigrations('officer-registry', process.env, openRegistryDatabase);
