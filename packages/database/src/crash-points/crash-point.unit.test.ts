import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readCrashPoint, CRASH_POINTS } from '@safe-community/database/crash-points';
import { ConfigError } from '@safe-community/config';
import { describe, expect, it } from 'vitest';

const PROGRAM = join(import.meta.dirname, '../../test/crash-points/programs/passing-by.ts');

function run(env: Record<string, string>): { passes: number; signal: NodeJS.Signals | null } {
  const { stdout, signal } = spawnSync(process.execPath, [PROGRAM], { env, encoding: 'utf8' });
  return { passes: stdout.split('\n').filter((line) => line.startsWith('passed')).length, signal };
}

function refusalOf(env: Record<string, string>): unknown {
  try {
    return readCrashPoint(env);
  } catch (error) {
    return error;
  }
}

describe('a process', () => {
  it('dies by kill -9 when it comes to its point for the nth time', () => {
    const allowed = { ALLOW_CRASH_POINTS: 'yes' };
    expect(run({ ...allowed, CRASH_POINT: 'write.committed' })).toEqual({ passes: 0, signal: 'SIGKILL' });
    expect(run({ ...allowed, CRASH_POINT: 'relay.published:4' })).toEqual({ passes: 3, signal: 'SIGKILL' });
  });

  it('passes by every other point, and by all when none is armed', () => {
    expect(run({ ALLOW_CRASH_POINTS: 'yes', CRASH_POINT: 'consumer.committed' })).toEqual({ passes: 5, signal: null });
    expect(run({ ALLOW_CRASH_POINTS: 'yes' })).toEqual({ passes: 5, signal: null });
  });
});

describe('arming is refused', () => {
  it('without the second variable, so that one that was forgotten somewhere kills nothing', () => {
    for (const allowed of [{}, { ALLOW_CRASH_POINTS: '' }, { ALLOW_CRASH_POINTS: 'true' }]) {
      expect(refusalOf({ CRASH_POINT: 'write.committed', ...allowed })).toBeInstanceOf(ConfigError);
    }
  });

  it('in production, whatever else is set', () => {
    const refused = refusalOf({ CRASH_POINT: 'write.committed', ALLOW_CRASH_POINTS: 'yes', NODE_ENV: 'production' });
    expect(String(refused)).toContain('NODE_ENV is production');
  });

  it('for what is no point, saying which there are', () => {
    const wrong = [':1', 'write', 'write.committed:0', 'write.committed:-1', 'write.committed:1:2'];
    for (const CRASH_POINT of wrong) {
      expect(refusalOf({ CRASH_POINT, ALLOW_CRASH_POINTS: 'yes' })).toBeInstanceOf(ConfigError);
    }
    const refused = refusalOf({ CRASH_POINT: 'no-such', ALLOW_CRASH_POINTS: 'yes' });
    expect(String(refused)).toContain(CRASH_POINTS.join(', '));
  });

  it('not when nothing is asked for: an empty variable is none', () => {
    expect(readCrashPoint({ NODE_ENV: 'production' })).toBeUndefined();
    expect(readCrashPoint({ NODE_ENV: 'production', CRASH_POINT: '' })).toBeUndefined();
  });
});
