/** A service that prunes its ledger once, and exits at the planned crash point. */
import { armCrashPoint, readCrashPoint } from '@safe-community/database/crash-points';
import { openDatabase } from '@safe-community/database';
import { createLogger } from '@safe-community/telemetry';
import { pruneLedger } from '../../src/index.ts';

const plannedCrash = readCrashPoint(process.env);
if (plannedCrash !== undefined) armCrashPoint(plannedCrash);
const database = openDatabase({ url: process.env['DATABASE_URL'] ?? '', entities: [], migrations: [] });
const pruned = await pruneLedger(
  {
    database,
    keptDays: 7,
    askConsumers: async () => ({ upTo: 2n ** 62n, consumer: '', reason: 'no-consumers' }),
    logger: createLogger({ service: 'pruning-service', level: 'silent' }),
  },
  new AbortController().signal,
);
await database.close();
process.stdout.write(`pruned ${pruned}\n`);
