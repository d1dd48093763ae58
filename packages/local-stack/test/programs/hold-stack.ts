/** Starts a whole local stack in the folder given, tells the servers' process numbers, and never ends by itself. */
import { startLocalStack, stateRoot } from '../../src/index.ts';

const stack = await startLocalStack(stateRoot({ SAFE_COMMUNITY_HOME: process.argv[2] }));
process.stdout.write(JSON.stringify([stack.postgres.pid, stack.nats.pid]));
setInterval(() => undefined, 60_000);
