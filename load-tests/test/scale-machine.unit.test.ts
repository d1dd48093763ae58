import { describe, expect, it } from 'vitest';
import { Simulation } from '../src/scale/machine.ts';
import { Turns } from '../src/scale/turns.ts';

describe('a simulated machine', () => {
  it('runs the tasks of a thread one after the other', () => {
    const { simulation, done, note } = begin();
    const worker = simulation.worker({ cores: 2 });
    worker.work(100, note('first'));
    worker.work(50, note('second'));
    simulation.runUntil(1_000);
    expect(done).toEqual({ first: 100, second: 150 });
    expect(worker.spent()).toBeCloseTo(150);
  });

  it('shares its cores among busy threads', () => {
    const { simulation, done, note } = begin();
    const host = { cores: 2 };
    // Three threads on two cores run at two thirds until the short one is done, then at full speed.
    simulation.worker(host).work(20, note('short'));
    simulation.worker(host).work(100, note('long'));
    simulation.worker(host).work(100, note('other'));
    simulation.runUntil(1_000);
    expect(done['short']).toBeCloseTo(30);
    expect(done['long']).toBeCloseTo(110);
    expect(done['other']).toBeCloseTo(110);
  });

  it('gives no thread more than one core, and does not affect other machines', () => {
    const { simulation, done, note } = begin();
    simulation.worker({ cores: 8 }).work(100, note('alone'));
    simulation.worker({ cores: 1 }).work(100, note('elsewhere'));
    simulation.runUntil(1_000);
    expect(done).toEqual({ alone: 100, elsewhere: 100 });
  });

  it('a wait needs no processor time, and its continuation starts at its end', () => {
    const { simulation, done, note } = begin();
    const worker = simulation.worker({ cores: 1 });
    simulation.after(500, () => worker.work(100, note('after the disk')));
    worker.work(10, note('meanwhile'));
    simulation.runUntil(10_000);
    expect(done).toEqual({ meanwhile: 10, 'after the disk': 600 });
  });

  it('ends at its time, whatever is still running', () => {
    const { simulation, done, note } = begin();
    simulation.worker({ cores: 1 }).work(100, note('late'));
    simulation.runUntil(99);
    expect(done).toEqual({});
    expect(simulation.now()).toBe(99);
  });
});

it('a lock has one holder at a time, in the order of requests', () => {
  const turns = new Turns();
  const order: number[] = [];
  for (const number of [1, 2, 3]) turns.take(() => order.push(number));
  expect(order).toEqual([1]);
  turns.leave();
  turns.leave();
  expect(order).toEqual([1, 2, 3]);
  turns.leave();
  turns.take(() => order.push(4));
  expect(order).toEqual([1, 2, 3, 4]);
});

function begin() {
  const simulation = new Simulation();
  const done: Record<string, number> = {};
  const note = (what: string) => () => {
    done[what] = simulation.now();
  };
  return { simulation, done, note };
}
