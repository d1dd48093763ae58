import { runMigrations } from '@safe-community/lifecycle';
import { openRolloutDatabase } from './wire.ts';

await runMigrations('camera-rollout', process.env, openRolloutDatabase);
