import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { LocalStackError } from './local-stack-error.ts';

/** Held until release() or the exit of the process. */
export interface StateLock {
  release(): Promise<void>;
}

/**
 * Locks a state folder (created if missing) for this process. The lock is an abstract socket: the kernel releases it
 * when its holder exits, so there is no stale lock. The name contains the inode, so two paths to one folder share a
 * lock.
 * @param serves where the holder can be reached, for whoever finds the folder in use.
 * @throws LocalStackError if another process holds it; names the process, and since when.
 */
export async function lockStateDir(dir: string, serves?: string): Promise<StateLock> {
  makeOwn(dir);
  const { dev, ino } = statSync(dir);
  const name = `\0safe-community-state-${dev}-${ino}`;
  const since = new Date().toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'long' });
  const holder = [`process ${process.pid} since ${since}`, ...(serves === undefined ? [] : [serves])].join(', ');
  // Who asks may be gone before the answer, and is no reason to fail.
  const server = createServer((asker) => asker.on('error', () => undefined).end(holder));
  const taken = await new Promise<boolean>((resolve, reject) => {
    server.once('listening', () => resolve(false));
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(true) : reject(error),
    );
    server.listen(name);
  });
  if (taken) {
    throw new LocalStackError(
      `Another run (${await holderOf(name)}) uses ${dir}. Stop it first, or give this one a folder of its own: SAFE_COMMUNITY_HOME=<folder>.`,
    );
  }
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

function makeOwn(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LocalStackError(
      `The state folder ${dir} cannot be used (${reason}): it may belong to another user, or the disk may be full. ` +
        'Start as the user who made it, or choose another one: SAFE_COMMUNITY_HOME=<folder>.',
    );
  }
}

/** On a busy machine, the holder may take a while to answer. */
const ANSWER_WITHIN_MS = 5_000;
const UNKNOWN = 'unknown process';

function holderOf(name: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    connect(name)
      .on('data', (data) => (answer += data.toString()))
      .on('error', () => resolve(UNKNOWN))
      .on('end', () => resolve(answer))
      .setTimeout(ANSWER_WITHIN_MS, () => resolve(UNKNOWN));
  });
}
