/** Runs its migrations in a process of their own. */
import { runMigrations } from '../../src/index.ts';
import { openSmallDatabase } from '../small-service.ts';

await runMigrations('small-service', process.env, openSmallDatabase);
