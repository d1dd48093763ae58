import { readFileSync } from 'node:fs';
import type { ServerUser } from './bind-to-parent.ts';
import { LocalStackError } from './local-stack-error.ts';

/** The user to run PostgreSQL as: `nobody` if we are root, because it refuses to run as root; else undefined. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const nobody = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  if (!nobody) throw new LocalStackError('PostgreSQL does not run as root, and /etc/passwd has no user "nobody".');
  return { uid: Number(nobody[2]), gid: Number(nobody[3]) };
}
