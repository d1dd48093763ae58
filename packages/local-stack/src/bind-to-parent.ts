import { findInPath } from './find-in-path.ts';
import { LocalStackError } from './local-stack-error.ts';

export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * Returns the command line that runs `command` so that the kernel sends it `deathSignal` as soon as the starting
 * process exits, even by kill -9; and as `user`, if given (needs root). The binding is to the starting *thread*: start
 * from the main thread, or from a worker that lives as long.
 * @throws LocalStackError if the system is not Linux or has no setpriv.
 */
export function bindToParent(
  { command, args }: CommandLine,
  deathSignal: 'TERM' | 'INT' | 'KILL',
  user?: ServerUser,
): CommandLine {
  const asUser = user ? ['--reuid', `${user.uid}`, '--regid', `${user.gid}`, '--clear-groups'] : [];
  return { command: setpriv(), args: [...asUser, '--pdeathsig', deathSignal, '--', command, ...args] };
}

function setpriv(): string {
  if (process.platform !== 'linux') {
    throw new LocalStackError(
      `A local stack runs on Linux only (tried on Debian); this is ${process.platform}. ` +
        'Use a Debian virtual machine, a container or WSL 2, or give each service its own PostgreSQL and NATS.',
    );
  }
  const found = findInPath('setpriv', ['/usr/bin', '/bin']);
  if (found === undefined) {
    throw new LocalStackError(
      'The program setpriv is missing: it stops the servers when their parent is killed. ' +
        'Debian: apt-get install util-linux. Elsewhere: util-linux 2.33 or newer (BusyBox has no --pdeathsig).',
    );
  }
  return found;
}
