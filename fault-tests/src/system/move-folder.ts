import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Moves a folder, also to another file system; `to` must not be there. Owners and modes stay as they are. */
export async function moveFolder(from: string, to: string): Promise<void> {
  await run('cp', ['--archive', from, to]);
  rmSync(from, { recursive: true });
}

/** What is in a folder, megabytes. */
export async function megabytesIn(folder: string): Promise<number> {
  const { stdout } = await run('du', ['--summarize', '--block-size=1M', folder]);
  return Number.parseInt(stdout, 10);
}
