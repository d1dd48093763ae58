import { expect, it } from 'vitest';
import { compare, type Contestant } from '../src/frame/compare.ts';

const RULES = { inFlight: 1, seconds: 0.01, rounds: 3, warmUpSeconds: 0.01 };

/** A time that passes only while somebody sleeps. */
function timeOfTest() {
  let passed = 0;
  const now = () => passed;
  return { now, time: { now, sleep: async (ms: number) => void (passed += ms) } };
}

/** Each round takes the planned time and processor time. */
function planned(name: string, seconds: readonly number[], cpuMs: number, order: string[]): Contestant {
  let turn = 0;
  let spent = 0;
  return {
    name,
    async work() {
      order.push(name);
      const took = seconds[turn] ?? Number.NaN;
      turn += 1;
      spent += cpuMs;
      return { operations: 100, seconds: took, latencies: [1, 2, 3] };
    },
    clock: () => ({ program: spent, postgres: 2 * spent, others: 5 * spent }),
  };
}

it('gives each a turn in each round, in the order A B B A, after a warm-up that does not count', async () => {
  const order: string[] = [];
  await compare([planned('a', [9, 1, 1, 1], 1, order), planned('b', [9, 1, 1, 1], 1, order)], RULES);
  expect(order.join('')).toBe('ababbaab');
});

it('takes the ratio per round, so that a slow period for both does not change it', async () => {
  const [subject, floor] = await compare(
    [planned('subject', [9, 2, 20, 200], 1, []), planned('floor', [9, 1, 10, 100], 4, [])],
    RULES,
  );
  expect(subject).toMatchObject({
    ratio: 1,
    cpuRatio: 1,
    perSecond: 5,
    cpu: { program: 10, postgres: 20, others: 50 },
  });
  expect(floor).toMatchObject({ ratio: 0.5, cpuRatio: 0.25, perSecond: 10 });
});

it('subtracts what the idle system consumes', async () => {
  const { time, now } = timeOfTest();
  const busy: Contestant = {
    name: 'busy',
    work: async () => ({ operations: 1, seconds: 1, latencies: [1] }),
    clock: () => ({ program: now() * 0.1, postgres: 0, others: 0 }),
  };
  const [standing] = await compare([busy], { ...RULES, idleSeconds: 0.3, time });
  // A turn waits 200 ms, in which 20,000 µs are consumed.
  expect(standing?.cpu.program).toBeCloseTo(0);
});

it('calls finish after each turn, when all its work is done', async () => {
  const order: string[] = [];
  const one = planned('work', [9, 1, 1, 1], 1, order);
  await compare([{ ...one, finish: async () => void order.push('finish') }], RULES);
  expect(order).toEqual(Array.from({ length: 4 }, () => ['work', 'finish']).flat());
});

it('waits for what is still done after the answers, and counts it', async () => {
  const { time, now } = timeOfTest();
  let turns = 0;
  let answeredAt = Number.NEGATIVE_INFINITY;
  const lazy: Contestant = {
    name: 'lazy',
    async work() {
      turns += 1;
      answeredAt = now();
      return { operations: 1, seconds: 1, latencies: [1] };
    },
    // A whole core for half a second after the answer of its round.
    clock: () => ({ program: Math.min(turns > 1 ? 500 : 0, now() - answeredAt), postgres: 0, others: 0 }),
  };
  const [standing] = await compare([lazy], { ...RULES, rounds: 1, time });
  expect(standing?.cpu.program).toBe(500_000);
});
