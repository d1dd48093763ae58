import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders and files of a local run. All of them are private to their owner and may be deleted when nothing runs. */
export interface StateRoot {
  readonly dir: string;
  readonly pki: string;
  readonly postgres: string;
  readonly nats: string;
  readonly logs: string;
  /** Passwords of the services' database roles, one file each. */
  readonly passwords: string;
}

/** $SAFE_COMMUNITY_HOME, else .local/ in the repository. Creates nothing. */
export function stateRoot(env: NodeJS.ProcessEnv = process.env): StateRoot {
  const named = env['SAFE_COMMUNITY_HOME'];
  const dir = named ? resolve(named) : fileURLToPath(new URL('../../../.local', import.meta.url));
  const inside = (name: string): string => join(dir, name);
  return {
    dir,
    pki: inside('pki'),
    postgres: inside('postgres'),
    nats: inside('nats'),
    logs: inside('logs'),
    passwords: inside('passwords'),
  };
}
