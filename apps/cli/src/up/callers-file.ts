import { join } from 'node:path';
import { BUILT_IN_POLICY, COUNTRY, loadPolicy } from '@safe-community/security/policy';
import { declaredScopes } from '@safe-community/grpc-kit/contracts';
import { writePrivateFile } from '@safe-community/security/private-file';
import type { StateRoot } from '@safe-community/local-stack';

/** Writes the registry of callers: each service gets the roles it needs, the demo client gets all. */
export function writeCallersFile(root: StateRoot): string {
  const file = join(root.dir, 'callers.json');
  const roles = [...loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.keys()];
  const callers = [
    // For people with a token and for programs without one, unlike a portal: one certificate shows everything here.
    {
      ...caller('client', roles),
      territory: [COUNTRY],
      personRoles: roles,
      actsForPeople: 'sometimes',
      sendsTests: true,
    },
    // It counts incidents by hromada; the role also reads the sensitive ones, which it leaves out.
    caller('officer-registry', ['counting-service']),
    caller('incident-intake', ['routing-service']),
    caller('camera-rollout', ['camera-service']),
    // It also counts sensitive incidents, and shows only what is released of them.
    caller('statistics', ['counting-service']),
    // With rates and quotas of its own: whatever visitors send, the other callers keep theirs.
    {
      ...caller('gateway', ['public-page']),
      rates: { reads: { perSecond: 200 }, writes: { perSecond: 50 } },
      atOnce: { reads: 24, writes: 16 },
    },
  ];
  writePrivateFile(file, `${JSON.stringify({ callers }, undefined, 2)}\n`);
  return file;
}

/** Eight zeros are the EDRPOU code of no organisation. */
function caller(name: string, roles: readonly string[]) {
  return { name, edrpou: '00000000', subsystem: name, roles };
}
