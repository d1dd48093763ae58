import { eventually } from '@safe-community/testkit';
import { expect, it, onTestFinished, vi } from 'vitest';
import { checkDeadlines, type TimedCall } from '../src/verifier/deadlines.ts';
import { OwnLateness } from '../src/load/own-lateness.ts';

const inTime = (): number => 0;

function took(ms: number, reason?: string): TimedCall {
  return { began: 1_000, ended: 1_000 + ms, ...(reason !== undefined && { reason }) };
}

it('accepts calls that end by their deadline, or within 100 ms after it', () => {
  const { passed, p99Ms, mostMs, problems } = checkDeadlines([took(20), took(500), took(530), took(600)], 500, inTime);
  expect({ passed, p99Ms, mostMs, problems }).toEqual({ passed: 2, p99Ms: 100, mostMs: 100, problems: [] });
  expect(checkDeadlines([], 500, inTime)).toMatchObject({ passed: 0, mostMs: 0, problems: [] });
});

it('detects a call that ends later, and one that gives up too early', () => {
  expect(checkDeadlines([took(20), took(601)], 500, inTime).problems).toEqual([
    'a call ended 101 ms after its deadline, and its caller was late by 0 ms',
  ]);
  expect(checkDeadlines([took(399, 'DEADLINE_EXCEEDED'), took(399, 'UNAVAILABLE')], 500, inTime).problems).toEqual([
    'a call gave up after 399 of 500 ms',
  ]);
});

it('allows the measured delay of the caller process, and no more', () => {
  const calls = [took(700)];
  const lateBy = (ms: number) => (from: number, to: number) => (from === 1_500 && to === 1_700 ? ms : 0);
  expect(checkDeadlines(calls, 500, lateBy(100)).problems).toEqual([]);
  expect(checkDeadlines(calls, 500, lateBy(99)).problems).toHaveLength(1);
});

it('measures the delay of its own process, only while it happens', async () => {
  vi.useFakeTimers({ toFake: ['performance'], now: 0 });
  onTestFinished(() => void vi.useRealTimers());
  const lateness = new OwnLateness();
  lateness.start();
  // The timer is due after 5 ms and comes after 60.
  vi.advanceTimersByTime(60);
  await eventually(() => expect(lateness.within(0, 60)).toBe(55));
  lateness.stop();
  expect(lateness.within(-1_000, -500)).toBe(0);
});
