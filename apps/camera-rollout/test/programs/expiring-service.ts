/**
 * Takes the steps of each day that it reads, by portions of two recordings, and repeats the day when none is left. Dies at the
 * configured crash point.
 */
import { createInterface } from 'node:readline';
import { armCrashPoint, readCrashPoint } from '@safe-community/database/crash-points';
import { createWakeup } from '@safe-community/ledger';
import { loadKeyring } from '@safe-community/security/encryption';
import { createRuntime, systemClock } from '@safe-community/service-kit';
import { createLogger } from '@safe-community/telemetry';
import { runPortion } from '../../src/retention/expiry.jobs.ts';
import { openRolloutDatabase } from '../../src/service.ts';

const { DATABASE_URL = '', KEYS_DIR = '' } = process.env;
const plannedCrash = readCrashPoint(process.env);
if (plannedCrash !== undefined) armCrashPoint(plannedCrash);
const database = openRolloutDatabase(DATABASE_URL);
const keyring = loadKeyring(KEYS_DIR);
let today = '';
const clock = { ...systemClock, now: () => new Date(`${today}T09:00:00Z`) };
const logger = createLogger({ service: 'camera-rollout', level: 'silent' });
const runtime = {
  ...createRuntime({ installation: 'demonstration', database, wakeup: createWakeup(), keyring, clock }),
  logger,
};
for await (const day of createInterface({ input: process.stdin })) {
  today = day;
  while ((await runPortion(keyring, runtime, { scanned: 4, changed: 2 })) > 0);
  process.stdout.write(`${day}\n`);
}
await database.close();
