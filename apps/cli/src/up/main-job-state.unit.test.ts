import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stateRoot } from '@safe-community/local-stack';
import { expect, onTestFinished, test } from 'vitest';
import { markMainJobDone, readMainJobState } from './main-job-state.ts';
import { fillingFileOf } from './service-plan.ts';

test('the mark for pages exists from the first attempt until the job is done, and the day stays the same', () => {
  const dir = mkdtempSync(join(tmpdir(), 'main-job-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const root = stateRoot({ SAFE_COMMUNITY_HOME: dir });
  const first = readMainJobState(root, new Date('2026-01-31T12:00:00Z'));
  expect([first, existsSync(fillingFileOf(root))]).toEqual([{ anchorDay: '2026-01-31', done: false }, true]);
  expect(readMainJobState(root, new Date('2026-02-01T12:00:00Z'))).toEqual(first);
  markMainJobDone(root, first);
  expect(existsSync(fillingFileOf(root))).toBe(false);
  expect(readMainJobState(root, new Date())).toEqual({ ...first, done: true });
  expect(existsSync(fillingFileOf(root))).toBe(false);
});
