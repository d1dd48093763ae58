/**
 * Makes a fresh clone ready to run, and says nothing when it is. Runs before `npm start` and `npm test`.
 * Plain JavaScript without dependencies: it starts on the machine's own Node (20 or newer) and an empty folder.
 *
 *   node scripts/prepare.mjs           for tests and checks: all packages
 *   node scripts/prepare.mjs --start   for `npm start`: the packages that it needs, and free ports
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contractsAreStale, generateContracts } from './prepare/contracts.mjs';
import { requireFreePorts } from './prepare/free-ports.mjs';
import { installPackages, staleReason } from './prepare/install-packages.mjs';
import { ensureNatsServer } from './prepare/nats-server.mjs';
import { Problem } from './prepare/problem.mjs';
import { requireSupportedSystem } from './prepare/supported-system.mjs';
import { takeTurn } from './prepare/take-turn.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isForStart = process.argv.includes('--start');

try {
  requireSupportedSystem();
  if (isForStart) await requireFreePorts(root);
  if (staleReason(root, isForStart) || contractsAreStale(root)) {
    const done = await takeTurn(root);
    const reason = staleReason(root, isForStart);
    if (reason) await installPackages(root, reason, isForStart);
    if (contractsAreStale(root)) await generateContracts(root);
    done();
  }
  await ensureNatsServer(root);
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
