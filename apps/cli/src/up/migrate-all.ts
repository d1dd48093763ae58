/**
 * Runs the migrations of several services, one after the other. A process of its own would take each of them longer to
 * load than to find nothing to do, and they load mostly the same.
 *
 *   DATABASE_OWNER_URLS='<url> <url>' node migrate-all.ts <a migrate.ts> <another one>
 */
import { argv, env } from 'node:process';

const urls = env['DATABASE_OWNER_URLS']?.split(' ') ?? [];
for (const [index, program] of argv.slice(2).entries()) {
  env['DATABASE_OWNER_URL'] = urls[index];
  await import(program);
}
