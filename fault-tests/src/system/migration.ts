import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServiceName } from '@safe-community/local-stack';
import { bundledProgram } from '@safe-community/testkit/bundled-program';
import { programOf } from './service-names.ts';

/** Runs the migrations of a service as a separate process. Returns its exit code or signal. */
export async function runMigrations(service: ServiceName, environment: NodeJS.ProcessEnv): Promise<number | string> {
  const program = await bundledProgram(programOf(service, 'migrate'));
  const child = spawn(process.execPath, [program], { env: environment, stdio: 'ignore' });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return code ?? signal ?? 'nothing';
}

/** Throws when the migrations fail. */
export async function migrateWhole(service: ServiceName, environment: NodeJS.ProcessEnv): Promise<void> {
  const ended = await runMigrations(service, environment);
  if (ended !== 0) throw new Error(`the migrations of ${service} ended with ${ended}`);
}
