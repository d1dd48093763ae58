import { runMigrations } from '@safe-community/lifecycle';
import { openRegistryDatabase } from './wire.ts';

await runMigrations('officer-registry', process.env, openRegistryDatabase);
