import { join } from 'node:path';
import { allScopes } from '@safe-community/grpc-kit';
import { writePrivateFile, type StateRoot } from '@safe-community/local-stack';

/** Scopes that no method declares, because they widen what a method shows. */
const WIDENING = ['incidents.read-sensitive'];

/** Writes who may call and what they may do: each service what it needs, the demo client everything. */
export function writeCallersFile(root: StateRoot): string {
  const file = join(root.dir, 'callers.json');
  const callers = [
    caller('client', [...allScopes(), ...WIDENING]),
    caller('officer-registry', []),
    caller('incident-intake', ['ledger.read']),
    caller('camera-rollout', ['ledger.read', 'officers.read']),
    // It counts sensitive incidents as well, and shows them only where they cannot be told apart.
    caller('statistics', ['ledger.read', ...WIDENING]),
  ];
  writePrivateFile(file, `${JSON.stringify({ callers }, undefined, 2)}\n`);
  return file;
}

/** Eight zeros stand for no organisation: a local run belongs to nobody. */
function caller(name: string, scopes: readonly string[]) {
  return { name, edrpou: '00000000', subsystem: name, scopes };
}
