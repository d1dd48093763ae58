import { runMigrations } from '@safe-community/service-kit';
import { openStatisticsDatabase } from './service.ts';

await runMigrations('statistics', process.env, openStatisticsDatabase);
