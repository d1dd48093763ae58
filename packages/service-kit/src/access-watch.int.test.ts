import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_IN_POLICY } from '@safe-community/security/policy';
import { createLogger } from '@safe-community/telemetry';
import { testFolder } from '@safe-community/testkit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { accessFilesOf, callersOf } from './access-config.ts';
import { watchAccess } from './access-watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watch() {
  const file = join(testFolder('access'), 'callers.json');
  const write = (...names: string[]): void =>
    writeFileSync(
      file,
      JSON.stringify({ callers: names.map((name) => ({ name, edrpou: '00000000', subsystem: name })) }),
    );
  write('city-112');
  const settings = {
    CALLERS_FILE: file,
    POLICY_FILE: BUILT_IN_POLICY,
    TOKEN_ISSUER: undefined,
    TOKEN_AUDIENCE: '',
    TOKEN_JWKS: undefined,
  };
  const log: string[] = [];
  const destination = { write: (line: string) => void log.push(line) };
  const logger = createLogger({ service: 'test', level: 'debug', destination });
  const watching = watchAccess(callersOf(settings), accessFilesOf(settings), logger);
  return {
    file,
    write,
    watching,
    log,
    names: () => [...watching.callers.keys()],
    look: () => vi.advanceTimersByTime(2_000),
  };
}

test('an added caller may call, and a removed one may not, without a restart', () => {
  const { write, names, look, watching } = watch();
  write('city-112', 'eHealth');
  look();
  expect(names()).toEqual(['city-112', 'eHealth']);
  write('eHealth');
  look();
  expect(names()).toEqual(['eHealth']);
  watching.stop();
  write('city-112');
  look();
  expect(names()).toEqual(['eHealth']);
});

test('an invalid file is logged and leaves the former one in force; once repaired, it applies', () => {
  const { file, write, names, look, log, watching } = watch();
  for (const spoil of [() => writeFileSync(file, '{"callers": [{"na'), () => rmSync(file)]) {
    spoil();
    look();
    look();
    expect(names()).toEqual(['city-112']);
  }
  const told = log.filter((line) => line.includes('"level":"error"'));
  expect(told.length).toBeGreaterThanOrEqual(1);
  expect(told.join('')).toContain('the previous ones stay in force');
  write('city-112');
  look();
  expect(log.at(-1)).toContain('changed registry of callers and policy loaded');
  watching.stop();
});
