import { runMigrations } from '@safe-community/service-kit';
import { openRolloutDatabase } from './wire.ts';

await runMigrations('camera-rollout', process.env, openRolloutDatabase);
