import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyFile } from '@safe-community/security/policy';

/** Rights of a system in tests: scopes, and the visible cases (default: all). */
export interface WrittenCaller {
  readonly scopes: readonly string[];
  readonly categories?: 'ordinary' | 'all';
}

/** Paths of the two files, by environment variable. */
export interface AccessFiles {
  readonly CALLERS_FILE: string;
  readonly POLICY_FILE: string;
}

/**
 * Writes a registry of callers and a policy with one role per caller into a folder. A system may
 * act for persons with any of these roles.
 */
export function writeAccessFiles(folder: string, callers: Readonly<Record<string, WrittenCaller>>): AccessFiles {
  const files = { CALLERS_FILE: join(folder, 'callers.json'), POLICY_FILE: join(folder, 'policy.json') };
  const roles = Object.entries(callers).map(([name, caller]) => [roleOf(name), roleWith(name, caller)] as const);
  const policy: PolicyFile = { purposes: {}, withoutPerson: [], roles: Object.fromEntries(roles) };
  const personRoles = Object.keys(policy.roles);
  const registry = Object.keys(callers).map((name) => {
    const caller = { name, edrpou: '00000000', subsystem: name, territory: ['UA'] };
    return { ...caller, roles: [roleOf(name)], personRoles, actsForPeople: 'sometimes', sendsTests: true };
  });
  writeFileSync(files.CALLERS_FILE, JSON.stringify({ callers: registry }), { mode: 0o600 });
  writeFileSync(files.POLICY_FILE, JSON.stringify(policy), { mode: 0o600 });
  return files;
}

/** The role of a caller: its name, adapted to the format of role names. */
export function roleOf(caller: string): string {
  return caller.replaceAll('.', '-');
}

function roleWith(name: string, { scopes, categories = 'all' }: WrittenCaller): PolicyFile['roles'][string] {
  const grants = [{ scopes: [...scopes], territory: 'country' as const, categories, purposes: [] }];
  return { name: { uk: name, en: name }, grants: scopes.length === 0 ? [] : grants };
}
