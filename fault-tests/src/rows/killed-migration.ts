import type { ServiceName } from '@safe-community/local-stack';
import { schemaOf, type Schema } from '../verifier/schema.ts';
import { LONG_SECONDS } from '../long-form.ts';
import type { Row } from '../row.ts';
import { environmentOfMigrations } from '../system/environment.ts';
import { runMigrations } from '../system/migration.ts';
import type { Run } from '../run.ts';

export const killedMigration: Row = {
  number: 16,
  name: 'killed-migration',
  fault: 'kill -9 of the migrations of an empty database after the first, some, or the last of them',
  holds: 'nothing is partially applied, and a rerun creates the same schema and rights as an undisturbed run',
  async run(run) {
    run.callers.start(1);
    for (const service of ['incident-intake', 'statistics'] as const) await killAndRerun(run, service);
    await run.callers.finish();
    run.requireAllAnswered();
  },
};

async function killAndRerun(run: Run, service: ServiceName): Promise<void> {
  const { system, random, seconds } = run;
  const wanted = await schemaOf(system.adminUrl(service));
  const { owner: url } = await system.emptyDatabase(service, `killed_${random.between(0, 1_000_000)}`);
  const most = wanted.migrations;
  const deaths = seconds < LONG_SECONDS ? [random.between(1, most)] : [...new Set([1, random.between(1, most), most])];
  for (const nth of deaths) {
    const ended = await migrate(service, url, `migration.half-way:${nth}`);
    if (ended !== 'SIGKILL') throw new Error(`the migrations of ${service} ended with ${ended} instead of SIGKILL`);
    requireEmpty(service, await schemaOf(url));
  }
  const ended = await migrate(service, url, '');
  if (ended !== 0) throw new Error(`the rerun for ${service} ended with ${ended}`);
  if ((await schemaOf(url)).text !== wanted.text)
    throw new Error(`the rerun for ${service} created a different schema`);
  run.note(`${service}: killed after ${deaths.join(', ')} of ${most} migrations, then run to the end`);
}

function migrate(service: ServiceName, url: string, crashPoint: string): Promise<number | string> {
  const more = { CRASH_POINT: crashPoint, ALLOW_CRASH_POINTS: 'yes' };
  return runMigrations(service, { ...environmentOfMigrations(url), ...more });
}

function requireEmpty(service: ServiceName, schema: Schema): void {
  if (schema.migrations > 0) throw new Error(`the migrations of ${service} are partially committed`);
  if (schema.tables > 1) throw new Error(`${service} has tables without a committed migration`);
}
