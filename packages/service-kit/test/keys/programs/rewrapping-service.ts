/** A service that wraps one portion of data keys anew, and dies where it is told to. */
import { armCrashPoint, readCrashPoint } from '@safe-community/database/crash-points';
import { openDatabase } from '@safe-community/database';
import { loadKeyring } from '@safe-community/security/encryption';
import { rewrapPortion } from '../../../src/keys/rewrap-portion.ts';

const plannedCrash = readCrashPoint(process.env);
if (plannedCrash !== undefined) armCrashPoint(plannedCrash);
const database = openDatabase({ url: process.env['DATABASE_URL'] ?? '', entities: [], migrations: [] });
const keyring = loadKeyring(process.env['KEYS_DIR'] ?? '');
const { done } = await rewrapPortion(database, keyring, { name: 'sealed_case', id: 'case_id' }, []);
await database.close();
process.stdout.write(`rewrapped ${done}\n`);
