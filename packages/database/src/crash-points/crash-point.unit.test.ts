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
  it('is killed when it reaches its crash point for the nth time', () => {
    const allowed = { ALLOW_CRASH_POINTS: 'yes' };
    expect(run({ ...allowed, CRASH_POINT: 'write.committed' })).toEqual({ passes: 0, signal: 'SIGKILL' });
    expect(run({ ...allowed, CRASH_POINT: 'relay.published:4' })).toEqual({ passes: 3, signal: 'SIGKILL' });
  });

  it('continues at other crash points, and at all if none is armed', () => {
    expect(run({ ALLOW_CRASH_POINTS: 'yes', CRASH_POINT: 'consumer.committed' })).toEqual({ passes: 5, signal: null });
    expect(run({ ALLOW_CRASH_POINTS: 'yes' })).toEqual({ passes: 5, signal: null });
  });
});

describe('arming is rejected', () => {
  it('without the second variable, so that a forgotten one kills nothing', () => {
    for (const allowed of [{}, { ALLOW_CRASH_POINTS: '' }, { ALLOW_CRASH_POINTS: 'true' }]) {
      expect(refusalOf({ CRASH_POINT: 'write.committed', ...allowed })).toBeInstanceOf(ConfigError);
    }
  });

  it('in production, whatever else is set', () => {
    const refused = refusalOf({ CRASH_POINT: 'write.committed', ALLOW_CRASH_POINTS: 'yes', NODE_ENV: 'production' });
    expect(String(refused)).toContain('NODE_ENV is production');
  });

  it('for an unknown crash point, listing the known ones', () => {
    const wrong = [':1', 'write', 'write.committed:0', 'write.committed:-1', 'write.committed:1:2'];
    for (const CRASH_POINT of wrong) {
      expect(refusalOf({ CRASH_POINT, ALLOW_CRASH_POINTS: 'yes' })).toBeInstanceOf(ConfigError);
    }
    const refused = refusalOf({ CRASH_POINT: 'no-such', ALLOW_CRASH_POINTS: 'yes' });
    expect(String(refused)).toContain(CRASH_POINTS.join(', '));
  });

  it('but not for an empty variable, which counts as unset', () => {
    expect(readCrashPoint({ NODE_ENV: 'production' })).toBeUndefined();
    expect(readCrashPoint({ NODE_ENV: 'production', CRASH_POINT: '' })).toBeUndefined();
  });
});
