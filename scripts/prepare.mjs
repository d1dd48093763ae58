/**
 * Makes a fresh clone ready to run, and says nothing when it is. Runs before `npm start` and `npm test`.
 * Plain JavaScript without dependencies: it starts on the machine's own Node (20 or newer) and an empty folder.
 *
 *   node scripts/prepare.mjs
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contractsAreStale, generateContracts } from './prepare/contracts.mjs';
import { installPackages, staleReason } from './prepare/install-packages.mjs';
import { ensureNatsServer } from './prepare/nats-server.mjs';
import { Problem } from './prepare/problem.mjs';
import { requireSupportedSystem } from './prepare/supported-system.mjs';
import { takeTurn } from './prepare/take-turn.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  requireSupportedSystem();
  if (staleReason(root) || contractsAreStale(root)) {
    const done = await takeTurn(root);
    const reason = staleReason(root);
    if (reason) installPackages(root, reason);
    if (contractsAreStale(root)) generateContracts(root);
    done();
  }
  ensureNatsServer(root);
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
