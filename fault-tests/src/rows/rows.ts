import type { Row } from '../row.ts';
import { anyDelivery } from './any-delivery.ts';
import { anyOrder } from './any-order.ts';
import { brokenNetwork } from './broken-network.ts';
import { diskFull } from './disk-full.ts';
import { canary } from './canary.ts';
import { fuzzedBytes } from './fuzzed-bytes.ts';
import { killConsumer } from './kill-consumer.ts';
import { killIntake } from './kill-intake.ts';
import { killRelay } from './kill-relay.ts';
import { killedMigration } from './killed-migration.ts';
import { millionWaiting } from './million-waiting.ts';
import { natsDown } from './nats-down.ts';
import { natsLeaderKilled } from './nats-leader-killed.ts';
import { natsWiped } from './nats-wiped.ts';
import { olderConsumer } from './older-consumer.ts';
import { olderDatabase } from './older-database.ts';
import { overload } from './overload.ts';
import { pausedRelay } from './paused-relay.ts';
import { poison } from './poison.ts';
import { postgresDown } from './postgres-down.ts';
import { rollingRestart } from './rolling-restart.ts';
import { sameRequest } from './same-request.ts';
import { slowConsumer } from './slow-consumer.ts';
import { wrongClock } from './wrong-clock.ts';
import { wrongCredentials } from './wrong-credentials.ts';

/** The battery, in the order of its table. */
export const ROWS: readonly Row[] = [
  killIntake,
  killRelay,
  killConsumer,
  natsDown,
  natsLeaderKilled,
  postgresDown,
  natsWiped,
  anyDelivery,
  poison,
  slowConsumer,
  brokenNetwork,
  wrongClock,
  rollingRestart,
  sameRequest,
  fuzzedBytes,
  killedMigration,
  canary,
  pausedRelay,
  wrongCredentials,
  diskFull,
  overload,
  anyOrder,
  olderDatabase,
  olderConsumer,
  // Last: whatever reads the ledger after it has a million events to read.
  millionWaiting,
];
