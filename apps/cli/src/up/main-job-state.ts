import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '@safe-community/security/private-file';
import type { StateRoot } from '@safe-community/local-stack';

/** Whether the main job has run on this state, and the end of its 30 days of incidents. */
export interface MainJobState {
  readonly anchorDay: string;
  readonly done: boolean;
}

/** The anchor is kept from the first attempt, so that an interrupted job resumes with the same data. */
export function readMainJobState(root: StateRoot, now: Date): MainJobState {
  const file = fileOf(root);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as MainJobState;
  const fresh = { anchorDay: now.toISOString().slice(0, 10), done: false };
  writePrivateFile(file, JSON.stringify(fresh));
  return fresh;
}

export function markMainJobDone(root: StateRoot, state: MainJobState): void {
  writePrivateFile(fileOf(root), JSON.stringify({ ...state, done: true }));
}

function fileOf(root: StateRoot): string {
  return join(root.dir, 'main-job.json');
}
