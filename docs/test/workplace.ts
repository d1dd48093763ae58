import { execFile, type ExecFileException } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { testFolder, testPki } from '@safe-community/testkit';
import { blockOf, DOCS } from './document.ts';

/** The folder of a developer who follows the document: outside the repository, with only what it says. */
export interface Workplace {
  readonly folder: string;
  /** Runs commands of the document verbatim and returns their output. Throws when one fails. */
  run(name: string): Promise<string>;
  /** Runs other commands in the same place. */
  shell(commands: string, env?: Readonly<Record<string, string>>): Promise<string>;
}

const REPOSITORY = join(DOCS, '..');
const MAX_MS = 240_000;

/** A new folder with the contracts and the examples; the examples call the service at `address`. */
export async function makeWorkplace(address: string): Promise<Workplace> {
  const folder = testFolder('first-call');
  const env = {
    PATH: `${programs()}:/usr/bin:/bin`,
    HOME: process.env['HOME'],
    LANG: 'C.UTF-8',
    SAFE_COMMUNITY: REPOSITORY,
    SAFE_COMMUNITY_PKI: dirname(testPki().caFile),
    INCIDENT_INTAKE_ADDRESS: address,
    PYTHONPATH: 'gen/python',
    PYTHONDONTWRITEBYTECODE: '1',
    GRPC_VERBOSITY: 'NONE',
  };
  const shell = (commands: string, more: Readonly<Record<string, string>> = {}): Promise<string> =>
    bash(commands, folder, { ...env, ...more });
  await shell(blockOf('run', 'copy'));
  return { folder, shell, run: (name) => shell(blockOf('run', name)) };
}

/** What `npm install` would install, from the repository's own node_modules. */
export function installNpmPackages({ folder }: Workplace): void {
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['@grpc', '@types', '.bin']) {
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(folder, 'node_modules', name));
  }
}

/** A folder with this Node, and with Debian's python3: the one that Debian's gRPC belongs to. */
function programs(): string {
  const folder = testFolder('programs');
  symlinkSync(process.execPath, join(folder, 'node'));
  symlinkSync('/usr/bin/python3', join(folder, 'python3'));
  return folder;
}

function bash(commands: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  // --norc: bash treats a socket as its input like a remote login and would read the user's settings.
  const script = ['--norc', '-euo', 'pipefail', '-c', commands];
  return new Promise((resolve, reject) => {
    execFile('bash', script, { cwd, env, timeout: MAX_MS, killSignal: 'SIGKILL' }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(failure(error, stdout, stderr));
    });
  });
}

function failure(error: ExecFileException, stdout: string, stderr: string): Error {
  return new Error(`exit ${error.code ?? error.signal}\n${stdout}\n${stderr}`, { cause: error });
}
