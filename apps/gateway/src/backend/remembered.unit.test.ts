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

test('answers that are large together are forgotten, the oldest first, also one that replaces a smaller one', async () => {
  let [now, letters, calls] = [0, 10, 0];
  const read = async () => {
    calls += 1;
    return 'я'.repeat(letters);
  };
  // Two bytes for each letter and quote: four of these.
  const memory = remembered(read, { freshMs: 10, staleMs: 10, most: 9, mostBytes: 96 }, () => now, onUse);
  for (const key of ['a', 'b', 'c', 'd', 'a']) await memory(key);
  expect(calls).toBe(4);
  await memory('e');
  await memory('b');
  expect(calls).toBe(5);
  await memory('a');
  expect(calls).toBe(6);
  now = 10;
  letters = 40;
  await memory('c');
  for (const key of ['c', 'd']) await memory(key);
  expect(calls).toBe(8);
  // Larger than all may be together.
  letters = 50;
  for (const key of ['f', 'f']) await memory(key);
  expect(calls).toBe(10);
});

test('the last good answer of a service that fails counts until it is too old', async () => {
  let [now, isAway] = [0, false];
  const read = async () => {
    if (isAway) throw new Error('away');
    return { text: 'x'.repeat(8) };
  };
  const memory = remembered(read, { freshMs: 10, staleMs: 100, most: 9, mostBytes: 80 }, () => now, onUse);
  await memory('a');
  await memory('b');
  now = 20;
  isAway = true;
  expect(await memory('a')).toEqual({ text: 'x'.repeat(8) });
  isAway = false;
  await memory('c');
  isAway = true;
  // The bytes of "a" were not lost with its failure: "b", the oldest, made room for "c".
  await expect(memory('b')).rejects.toThrow('away');
  expect(await memory('a')).toEqual({ text: 'x'.repeat(8) });
  now = 101;
  await expect(memory('a')).rejects.toThrow('away');
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
