import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyFile } from '@safe-community/security/policy';

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

/**
 * Writes a registry of callers into a folder, and a policy in which each of them has a role of its own. A system may
 * bring persons of any of these roles.
 */
export function writeAccessFiles(folder: string, callers: Readonly<Record<string, WrittenCaller>>): AccessFiles {
  const files = { CALLERS_FILE: join(folder, 'callers.json'), POLICY_FILE: join(folder, 'policy.json') };
  const roles = Object.entries(callers).map(([name, caller]) => [roleOf(name), roleWith(name, caller)] as const);
  const policy: PolicyFile = { purposes: {}, roles: Object.fromEntries(roles) };
  const personRoles = Object.keys(policy.roles);
  const registry = Object.keys(callers).map((name) => {
    const caller = { name, edrpou: '00000000', subsystem: name, territory: ['UA'] };
    return { ...caller, roles: [roleOf(name)], personRoles };
  });
  writeFileSync(files.CALLERS_FILE, JSON.stringify({ callers: registry }), { mode: 0o600 });
  writeFileSync(files.POLICY_FILE, JSON.stringify(policy), { mode: 0o600 });
  return files;
}

/** The role of a caller: its name, as far as a role may be named so. */
export function roleOf(caller: string): string {
  return caller.replaceAll('.', '-');
}

function roleWith(name: string, { scopes, categories = 'all' }: WrittenCaller): PolicyFile['roles'][string] {
  const grants = [{ scopes: [...scopes], territory: 'country' as const, categories, purposes: [] }];
  return { name: { uk: name, en: name }, grants: scopes.length === 0 ? [] : grants };
}
