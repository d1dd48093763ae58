/**
 * Starts a complete local stack in the given folder, prints the servers' process numbers, and runs until it is killed.
 */
import { startLocalStack, stateRoot } from '../../src/index.ts';

const stack = await startLocalStack(stateRoot({ SAFE_COMMUNITY_HOME: process.argv[2] }));
process.stdout.write(JSON.stringify([stack.postgres.pid, stack.nats.pid]));
setInterval(() => undefined, 60_000);
