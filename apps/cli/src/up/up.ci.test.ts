import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { eventually } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { makeUpFolder, readOr, startUp, type UpFolder } from '../../test/running-up.ts';

// The system as `npm start` runs it, without the main job, which has a test of its own.

function start(folder: UpFolder, ...args: string[]) {
  const running = startUp(folder, ...args);
  onTestFinished(() => running.kill());
  return running;
}

/** Processes that still use the state folder. */
function leftIn(dir: string): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) =>
      readOr('', () => `${readFileSync(`/proc/${pid}/cmdline`, 'utf8')} ${readlinkSync(`/proc/${pid}/cwd`)}`),
    )
    .filter((program) => program.includes(dir));
}

test.each(['State in', 'preparing the databases', 'All four services', 'Ctrl-C stops everything.'])(
  'Ctrl-C after “%s” stops everything without an error',
  { timeout: 240_000 },
  async (said) => {
    const folder = await makeUpFolder();
    const running = start(folder);
    await running.says(said);
    running.interrupt();
    expect(await running.ended).toBe(0);
    const after = running.output().slice(running.output().indexOf(said));
    expect(after.slice(after.indexOf('Stopping …'))).toBe('Stopping …\n');
    expect(running.output()).not.toMatch(/failed|error|not respond/i);
    await eventually(() => expect(leftIn(folder.dir)).toEqual([]));
  },
);

test('a run that ends after the scorecard does not name an address to open', { timeout: 240_000 }, async () => {
  const running = start(await makeUpFolder(), '--once');
  expect(await running.ended).toBe(0);
  expect(running.output()).toContain('Safe Community · Ukraine · ');
  expect(running.output()).not.toContain('Open in a browser');
});
