import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wholeProgram } from '../src/program.ts';
import { runSystem, type RunningSystem } from './running-system.ts';

// One place that is occupied and one at the front, as every command of the terminal shows them.

let system: RunningSystem;
beforeAll(async () => {
  system = await runSystem(['officer-registry', 'statistics']);
});
afterAll(() => system.stop());

const PERIOD = ['--from', '2026-01-01', '--to', '2026-01-31'] as const;

/** What shows figures or people of one place, or lists places. */
const SHOWN: Readonly<Record<string, (code: string, oblast: string) => readonly string[]>> = {
  'territory show': (code) => [code],
  'territory list': (_, oblast) => ['--oblast', oblast, '--page-size', '500'],
  coverage: (_, oblast) => ['--oblast', oblast, '--page-size', '500'],
  officer: (code) => [code],
  scorecard: (code) => ['--territory', code],
  'on-time': (code) => ['--territory', code],
  figures: (code) => ['incidents', ...PERIOD, '--territory', code],
  chart: (code) => ['time-series', 'incidents', ...PERIOD, '--by', 'day', '--territory', code],
  compare: (code) => ['incidents', ...PERIOD, '--territory', code],
};

/** Commands that take one place. */
function placedIn(command: Command, words: readonly string[]): string[] {
  const takes = [
    ...command.options.map(({ long }) => long ?? ''),
    ...command.registeredArguments.map((argument) => argument.name()),
  ];
  const own = takes.includes('--territory') || takes.includes('hromada') ? [words.join(' ')] : [];
  return [...own, ...command.commands.flatMap((child) => placedIn(child, [...words, child.name()]))];
}

/** They show no figure of the place: rights, who reports, and profiles of officers, whom occupied places do not have. */
const NOT_SHOWN = ['token', 'sources declare', 'officer profile', 'officer find', 'anomalies', 'released'];

test('every command that takes one place is tried here, or shows none of its figures', async () => {
  const tried = [...Object.keys(SHOWN), ...NOT_SHOWN];
  expect(placedIn(await wholeProgram(), []).filter((command) => !tried.includes(command))).toEqual([]);
});

const PLACES = [
  { code: 'UA14080030000053877', oblast: 'Донецька', words: 'temporarily occupied', day: '2020-07-17' },
  { code: 'UA12060130000012028', oblast: 'Дніпропетровська', words: 'near the front', day: '2022-04-27' },
] as const;

describe.each(PLACES)('$code, $words', ({ code, oblast, words, day }) => {
  test.each(Object.entries(SHOWN))('hromada %s says so, and since when', async (command, wordsOf) => {
    const { stdout, stderr } = await system.hromada(...command.split(' '), ...wordsOf(code, oblast));
    const text = `${stdout}${stderr}`;
    expect([text, text.includes(words), text.includes(day)]).toEqual([text, true, true]);
  });

  test('JSON has the status', async () => {
    const json = async (...args: string[]) => JSON.parse((await system.hromada(...args, '--json')).stdout) as unknown;
    const status = words === 'near the front' ? 'TERRITORY_STATUS_FRONTLINE' : 'TERRITORY_STATUS_OCCUPIED';
    expect(await json('territory', 'show', code)).toMatchObject({ hromada: { state: { status, statusSince: day } } });
    const { hromadas } = (await json('coverage', '--oblast', oblast, '--page-size', '500')) as {
      readonly hromadas: readonly { readonly hromadaCode: string }[];
    };
    expect(hromadas.find(({ hromadaCode }) => hromadaCode === code)).toMatchObject({ status, statusSince: day });
  });
});

test('an oblast that is occupied as a whole is one, and a place that is plain has no such words', async () => {
  const crimea = await system.hromada('scorecard', '--territory', 'UA01000000000013043');
  expect(crimea.stdout).toContain('temporarily occupied since 2014-02-20');
  const vinnytsia = await system.hromada('scorecard', '--territory', 'UA05020030000031457');
  expect(vinnytsia.stdout).not.toMatch(/occupied|front/);
});
