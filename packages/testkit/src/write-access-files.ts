import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyFile } from '@safe-community/access';

/** What a system of a test may: scopes, and which cases it sees by them (default: all). */
export interface WrittenCaller {
  readonly scopes: readonly string[];
  readonly categories?: 'ordinary' | 'all';
}

/** Paths of the two files, as a service's environment names them. */
export interface AccessFiles {
  readonly CALLERS_FILE: string;
  readonly POLICY_FILE: string;
}

/** Writes a registry of callers into a folder, and a policy in which each of them has a role of its own. */
export function writeAccessFiles(folder: string, callers: Readonly<Record<string, WrittenCaller>>): AccessFiles {
  const files = { CALLERS_FILE: join(folder, 'callers.json'), POLICY_FILE: join(folder, 'policy.json') };
  const named = Object.entries(callers).map(([name, caller], index) => ({
    name,
    role: `role-${letters(index)}`,
    caller,
  }));
  const registry = named.map(({ name, role }) => ({
    name,
    edrpou: '00000000',
    subsystem: name,
    roles: [role],
    territory: ['UA'],
  }));
  const roles = named.map(
    ({ role, caller }) => [role, { name: { uk: role, en: role }, grants: grantsOf(caller) }] as const,
  );
  const policy: PolicyFile = { purposes: {}, roles: Object.fromEntries(roles) };
  writeFileSync(files.CALLERS_FILE, JSON.stringify({ callers: registry }), { mode: 0o600 });
  writeFileSync(files.POLICY_FILE, JSON.stringify(policy), { mode: 0o600 });
  return files;
}

function grantsOf({ scopes, categories = 'all' }: WrittenCaller): PolicyFile['roles'][string]['grants'] {
  if (scopes.length === 0) return [];
  return [{ scopes: [...scopes], territory: 'country', categories, purposes: [] }];
}

/** A name of a role has no digits. */
function letters(index: number): string {
  return [...String(index)].map((digit) => String.fromCharCode('a'.charCodeAt(0) + Number(digit))).join('');
}
