import { writeAccessFiles } from '@safe-community/testkit/access-files';
import { startIntakeReplica, type IntakeReplica } from './intake-replica.ts';
import type { System } from './system.ts';

/** A replica at which the client sees ordinary incidents only: at the system's own it holds them all. */
export function startNarrowIntake(system: System): Promise<IntakeReplica> {
  const client = { scopes: ['incidents.read'], categories: 'ordinary' } as const;
  return startIntakeReplica(system, 'narrow', (folder) => ({ ...writeAccessFiles(folder, { client }) }));
}
