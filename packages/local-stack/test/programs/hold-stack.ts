/** Starts a whole local stack in the given folder, prints the pids of the servers, and never ends. */
import { startLocalStack, stateRoot } from '../../src/index.ts';

const stack = await startLocalStack(stateRoot({ SAFE_COMMUNITY_HOME: process.argv[2] }));
process.stdout.write(JSON.stringify([stack.postgres.pid, stack.nats.pid]));
setInterval(() => undefined, 60_000);
