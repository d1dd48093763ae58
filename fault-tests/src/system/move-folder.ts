import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Moves a folder, also across file systems; `to` must not exist. Owners and modes are preserved. */
export async function moveFolder(from: string, to: string): Promise<void> {
  await run('cp', ['--archive', from, to]);
  rmSync(from, { recursive: true });
}

/** Size of a folder, megabytes. */
export async function megabytesIn(folder: string): Promise<number> {
  const { stdout } = await run('du', ['--summarize', '--block-size=1M', folder]);
  return Number.parseInt(stdout, 10);
}
