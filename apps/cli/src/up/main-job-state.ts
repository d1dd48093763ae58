import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '@safe-community/security/private-file';
import type { StateRoot } from '@safe-community/local-stack';
import { fillingFileOf } from './service-plan.ts';

/** Whether the main job has run on this state, and the end of its 30 days of incidents. */
export interface MainJobState {
  readonly anchorDay: string;
  readonly done: boolean;
}

/**
 * The anchor is kept from the first attempt, so that an interrupted job resumes with the same data. Until the job is done,
 * pages say that their figures are not complete.
 */
export function readMainJobState(root: StateRoot, now: Date): MainJobState {
  const file = fileOf(root);
  const state = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as MainJobState)
    : { anchorDay: now.toISOString().slice(0, 10), done: false };
  keep(root, state);
  return state;
}

export function markMainJobDone(root: StateRoot, state: MainJobState): void {
  keep(root, { ...state, done: true });
}

function keep(root: StateRoot, state: MainJobState): void {
  writePrivateFile(fileOf(root), JSON.stringify(state));
  if (state.done) rmSync(fillingFileOf(root), { force: true });
  else writeFileSync(fillingFileOf(root), '');
}

function fileOf(root: StateRoot): string {
  return join(root.dir, 'main-job.json');
}
