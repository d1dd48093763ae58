import { runMigrations } from '@safe-community/service-kit';
import { openStatisticsDatabase } from './wire.ts';

await runMigrations('statistics', process.env, openStatisticsDatabase);
