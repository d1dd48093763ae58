import { execFile, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { bindToParent, type ServerUser } from './bind-to-parent.ts';
import { endOfLog, failureOf } from './local-stack-error.ts';
import { openLog } from './open-log.ts';

/**
 * PostgreSQL finds its data in its working directory. This name works for a user who cannot enter the parent folders,
 * so the data can be in a folder that is private to root while the server runs as nobody.
 */
export const HERE = '/proc/self/cwd';

/** PostgreSQL before 17 has no locale provider of its own and uses the system's C.UTF-8. */
const FIRST_WITH_BUILTIN_LOCALES = 17;

export interface ClusterSpec {
  readonly binaries: string;
  readonly user: ServerUser | undefined;
  readonly password: string;
  readonly logFile: string;
  readonly durable: boolean;
  /** Ends initdb when it is aborted. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Creates an empty database cluster in `dir`: UTF-8, C.UTF-8 order, checksums, passwords by SCRAM. An incomplete
 * cluster never gets the name `dir`.
 * @throws LocalStackError with the last lines of initdb, or the reason of the signal.
 */
export async function initCluster(dir: string, spec: ClusterSpec): Promise<void> {
  if (existsSync(dir)) return;
  spec.signal?.throwIfAborted();
  const draft = `${dir}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (spec.user) chownSync(draft, spec.user.uid, spec.user.gid);
  await runInitdb(draft, spec);
  renameSync(draft, dir);
}

/** 18 for PostgreSQL 18.4. */
export async function majorVersion(binaries: string): Promise<number> {
  const { stdout } = await promisify(execFile)(join(binaries, 'bin/postgres'), ['--version']);
  return Number(/\d+/.exec(stdout)?.[0]);
}

async function runInitdb(cwd: string, spec: ClusterSpec): Promise<void> {
  const logStart = endOfLog(spec.logFile);
  const initdb = { command: join(spec.binaries, 'bin/initdb'), args: await initdbArgs(spec) };
  const { command, args } = bindToParent(initdb, 'KILL', spec.user);
  const log = openLog(spec.logFile);
  const password = passwordDescriptor(`${cwd}.password`, spec);
  const child = spawn(command, args, { cwd, detached: true, stdio: ['ignore', log, log, password] });
  const stop = (): void => void child.kill();
  spec.signal?.addEventListener('abort', stop, { once: true });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject).once('exit', (...end) => resolve(end));
  }).finally(() => [log, password].forEach(closeSync));
  spec.signal?.removeEventListener('abort', stop);
  spec.signal?.throwIfAborted();
  if (code !== 0)
    throw failureOf(
      `initdb could not create a database cluster (${signal ?? `code ${code}`}).`,
      spec.logFile,
      logStart,
    );
}

async function initdbArgs({ binaries, durable }: ClusterSpec): Promise<string[]> {
  const builtin = (await majorVersion(binaries)) >= FIRST_WITH_BUILTIN_LOCALES;
  const locale = builtin
    ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    : ['--locale=C.UTF-8'];
  const fixed = [
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--data-checksums',
    '--no-instructions',
  ];
  return ['-D', HERE, '--pwfile=/proc/self/fd/3', ...fixed, ...locale, ...(durable ? [] : ['--no-sync'])];
}

/** initdb reads the password from an unlinked open file, so it is in no argument list and is not stored. */
function passwordDescriptor(path: string, { password, user }: ClusterSpec): number {
  writeFileSync(path, password, { mode: 0o600 });
  if (user) chownSync(path, user.uid, user.gid);
  const descriptor = openSync(path, 'r');
  rmSync(path);
  return descriptor;
}
