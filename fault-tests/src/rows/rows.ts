import type { Row } from '../row.ts';
import { anyDelivery } from './any-delivery.ts';
import { anyOrder } from './any-order.ts';
import { brokenNetwork } from './broken-network.ts';
import { diskFull } from './disk-full.ts';
import { canary } from './canary.ts';
import { fuzzedBytes } from './fuzzed-bytes.ts';
import { gatewayDown } from './gateway-down.ts';
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

/**
 * The battery, in the order of its table. The short form of a "quick" row takes a few seconds and runs in `npm test`;
 * that of a "slow" row runs in `.ci/run` only.
 */
const BATTERY: readonly (readonly [row: Row, pace: 'quick' | 'slow'])[] = [
  [killIntake, 'slow'],
  [killRelay, 'slow'],
  [killConsumer, 'slow'],
  [natsDown, 'quick'],
  [natsLeaderKilled, 'slow'],
  [postgresDown, 'quick'],
  [natsWiped, 'quick'],
  [anyDelivery, 'slow'],
  [poison, 'quick'],
  [slowConsumer, 'slow'],
  [brokenNetwork, 'slow'],
  [wrongClock, 'slow'],
  [rollingRestart, 'slow'],
  [sameRequest, 'quick'],
  [fuzzedBytes, 'slow'],
  [killedMigration, 'slow'],
  [canary, 'slow'],
  [pausedRelay, 'slow'],
  [wrongCredentials, 'slow'],
  [diskFull, 'slow'],
  [overload, 'slow'],
  [anyOrder, 'slow'],
  [olderDatabase, 'slow'],
  [olderConsumer, 'slow'],
  [gatewayDown, 'slow'],
  // Last, because every later row would have to read its million events.
  [millionWaiting, 'slow'],
];

/** Every row, in the order of the table. */
export const ROWS: readonly Row[] = BATTERY.map(([row]) => row);

/** The rows whose short form runs in `npm test`. */
export const QUICK_ROWS: readonly Row[] = BATTERY.filter(([, pace]) => pace === 'quick').map(([row]) => row);

/** The rows whose short form runs in `.ci/run` only. */
export const SLOW_ROWS: readonly Row[] = BATTERY.filter(([, pace]) => pace === 'slow').map(([row]) => row);
