import { RepeatedKeys } from '@safe-community/incident-mapping';
import { expect, test } from 'vitest';
import { confirmKey } from './confirm-key.ts';

function repeats(...years: string[]): RepeatedKeys {
  const found = new RepeatedKeys();
  years.forEach((received, index) =>
    found.note('2026', index + 2, { 'times.received': received, category: '2', place: 'x' }),
  );
  return found;
}
const SEEN =
  '1 of 1 rows that repeat a key (year) tell of another incident than its first row (line 3 differs from line 2 in times.received)\n' +
  'These rows would be left out, and what is joined by the key would belong to the first row.\n';
const REMEDY = 'Nothing was imported. Give the mapping a key that identifies an incident';

test('asks nothing if the rows of a key tell of one incident', async () => {
  const ask = () => expect.fail('it asks');
  await expect(confirmKey(repeats('a', 'a'), ['year'], { isTerminal: true, ask })).resolves.toBeUndefined();
  await expect(confirmKey(repeats('a', 'a'), ['year'], { isTerminal: false, ask })).resolves.toBeUndefined();
});

test.each(['y', 'Yes', 'т', 'так'])('says at a terminal what it has seen, and goes on after %s', async (answer) => {
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answer;
  };
  await confirmKey(repeats('a', 'b'), ['year'], { isTerminal: true, ask });
  expect(asked).toEqual([`${SEEN}Import without them? [y/N] `]);
});

test.each(['', 'n', 'ні', 'yesterday'])('stops after another answer: %j', async (answer) => {
  const asked = confirmKey(repeats('a', 'b'), ['year'], { isTerminal: true, ask: async () => answer });
  await expect(asked).rejects.toThrow(`${REMEDY}.`);
});

test('without a terminal, it stops and names the option that accepts the key', async () => {
  const ask = () => expect.fail('it asks');
  const stopped = confirmKey(repeats('a', 'b'), ['year'], { isTerminal: false, ask });
  await expect(stopped).rejects.toThrow(`${SEEN}${REMEDY}, or add --accept-repeated-keys.`);
});
