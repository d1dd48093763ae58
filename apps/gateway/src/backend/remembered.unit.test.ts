import { expect, test } from 'vitest';
import { remembered, type AnswerSource } from './remembered.ts';

const onUse = (): void => undefined;

function reads(outcomes: readonly (string | Error)[]) {
  let calls = 0;
  const read = async (): Promise<string> => {
    const outcome = outcomes[calls];
    calls += 1;
    if (outcome instanceof Error) throw outcome;
    return outcome ?? 'more';
  };
  return { read, calls: () => calls };
}

test('a fresh answer is used again, and calls at the same time share one', async () => {
  let now = 0;
  const { read, calls } = reads(['first', 'second']);
  const memory = remembered(read, { freshMs: 10, staleMs: 0, most: 9 }, () => now, onUse);
  expect(await Promise.all([memory('a'), memory('a')])).toEqual(['first', 'first']);
  now = 9;
  expect([await memory('a'), calls()]).toEqual(['first', 1]);
  now = 10;
  expect([await memory('a'), calls()]).toEqual(['second', 2]);
});

test('after a failure the last good answer is used for a while, and the next call tries again', async () => {
  let now = 0;
  const away = new Error('away');
  const { read, calls } = reads(['good', away, away, 'better']);
  const memory = remembered(read, { freshMs: 10, staleMs: 100, most: 9 }, () => now, onUse);
  await memory('a');
  now = 50;
  expect([await memory('a'), calls()]).toEqual(['good', 2]);
  now = 100;
  await expect(memory('a')).rejects.toBe(away);
  expect([await memory('a'), calls()]).toEqual(['better', 4]);
});

test('the oldest of too many answers is forgotten', async () => {
  const { read, calls } = reads([]);
  const memory = remembered(read, { freshMs: 10, staleMs: 0, most: 2 }, () => 0, onUse);
  for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await memory(key);
  expect(calls()).toBe(4);
});

test('each answer is counted by where it came from', async () => {
  let now = 0;
  const sources: AnswerSource[] = [];
  const { read } = reads(['good', new Error('away')]);
  const memory = remembered(
    read,
    { freshMs: 10, staleMs: 100, most: 9 },
    () => now,
    (source) => void sources.push(source),
  );
  await memory('a');
  await memory('a');
  now = 10;
  await memory('a');
  expect(sources).toEqual(['service', 'memory', 'stale']);
});
