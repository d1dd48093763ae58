/** Takes the steps of a day by portions of two recordings, and dies at the configured crash point. */
import { armCrashPoint, readCrashPoint } from '@safe-community/database/crash-points';
import { createWakeup } from '@safe-community/ledger';
import { loadKeyring } from '@safe-community/security/encryption';
import { createRuntime, systemClock } from '@safe-community/service-kit';
import { createLogger } from '@safe-community/telemetry';
import { runPortion } from '../../src/retention/expiry.jobs.ts';
import { openRolloutDatabase } from '../../src/service.ts';

const { DATABASE_URL = '', KEYS_DIR = '', DAY = '' } = process.env;
const plannedCrash = readCrashPoint(process.env);
if (plannedCrash !== undefined) armCrashPoint(plannedCrash);
const database = openRolloutDatabase(DATABASE_URL);
const keyring = loadKeyring(KEYS_DIR);
const clock = { ...systemClock, now: () => new Date(`${DAY}T09:00:00Z`) };
const logger = createLogger({ service: 'camera-rollout', level: 'silent' });
const runtime = { ...createRuntime({ database, wakeup: createWakeup(), keyring, clock }), logger };
while ((await runPortion(keyring, runtime, { scanned: 4, changed: 2 })) > 0);
await database.close();
