import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeAccessFiles } from '@safe-community/testkit/access-files';
import { startIntakeReplica, type IntakeReplica } from './intake-replica.ts';
import type { System } from './system.ts';

/** A replica at which the client has access to ordinary incidents only; at the system's own it has all roles. */
export async function startNarrowIntake(system: System): Promise<IntakeReplica> {
  const narrow = join(system.home, 'narrow');
  mkdirSync(narrow, { recursive: true, mode: 0o700 });
  const access = writeAccessFiles(narrow, { client: { scopes: ['incidents.read'], categories: 'ordinary' } });
  return startIntakeReplica(system, 'narrow', { ...access });
}
