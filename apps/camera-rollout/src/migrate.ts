import { runMigrations } from '@safe-community/service-kit';
import { openRolloutDatabase } from './service.ts';

await runMigrations('camera-rollout', process.env, openRolloutDatabase);
