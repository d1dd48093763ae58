/**
 * Keeps docs/access.md in step with the contracts and packages/security/policy.json.
 *
 *   node apps/cli/scripts/write-access.ts          writes the document
 *   node apps/cli/scripts/write-access.ts --check  writes nothing; exit 1 when it differs
 *
 * Both exit with 1 when a method has a scope that no role is granted: nobody could call it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allMethods, declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, parsePolicy, readPolicyFile, type PolicyFile } from '@safe-community/security/policy';
import { accessDocument } from '../src/access/access-document.ts';
import { accessTable, furtherTable } from '../src/access/access-table.ts';

const FILE = join(import.meta.dirname, '../../../docs/access.md');

try {
  const policy = readPolicyFile(BUILT_IN_POLICY);
  parsePolicy(policy, declaredScopes(), 'packages/security/policy.json');
  write(policy);
} catch (error) {
  // A method without a scope, or a scope that no method has: the message says which.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function write(policy: PolicyFile): void {
  const rows = [...accessTable(policy, allMethods()), ...furtherTable(policy, allMethods())];
  for (const { method, scope } of rows.filter(({ cells }) => cells.every(({ grants }) => grants.length === 0))) {
    console.error(`${method.path}: no role is granted the scope ${scope}. Grant it in packages/security/policy.json`);
    process.exitCode = 1;
  }
  const wanted = accessDocument(policy, allMethods());
  if (wanted === readFileSync(FILE, 'utf8')) return;
  if (process.argv.includes('--check')) {
    console.error('docs/access.md is not in step with the contracts and the policy. Run: npm run access');
    process.exitCode = 1;
  } else writeFileSync(FILE, wanted);
}
