import { beforeEach, expect, it, vi } from 'vitest';
import { WaitingList } from './waiting-list.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  return () => void vi.useRealTimers();
});

it('calls those that have waited too long, soon after their time, and only once', () => {
  const list = new WaitingList(1_000);
  const called: string[] = [];
  list.add(() => called.push('first'));
  vi.advanceTimersByTime(500);
  list.add(() => called.push('second'));
  vi.advanceTimersByTime(499);
  expect(called).toEqual([]);
  vi.advanceTimersByTime(101);
  expect(called).toEqual(['first']);
  vi.advanceTimersByTime(5_000);
  expect(called).toEqual(['first', 'second']);
});

it('does not call those that were removed', () => {
  const list = new WaitingList(1_000);
  const onTooLong = vi.fn<() => void>();
  list.add(onTooLong);
  list.remove(onTooLong);
  vi.advanceTimersByTime(5_000);
  expect(onTooLong).not.toHaveBeenCalled();
});

it('has no timer while nobody waits', () => {
  const list = new WaitingList(1_000);
  expect(vi.getTimerCount()).toBe(0);
  const onTooLong = vi.fn<() => void>();
  list.add(onTooLong);
  expect(vi.getTimerCount()).toBe(1);
  list.remove(onTooLong);
  vi.advanceTimersByTime(100);
  expect(vi.getTimerCount()).toBe(0);
  list.add(onTooLong);
  vi.advanceTimersByTime(1_200);
  expect(onTooLong).toHaveBeenCalledOnce();
});
