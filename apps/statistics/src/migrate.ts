import { runMigrations } from '@safe-community/lifecycle';
import { openStatisticsDatabase } from './wire.ts';

await runMigrations('statistics', process.env, openStatisticsDatabase);
