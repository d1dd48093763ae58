import { keepPace } from './keep-pace.ts';

/** Keeps a number of calls in flight for a time and returns all results. */
export async function closedLoop<T>(underWay: number, seconds: number, send: () => Promise<T>): Promise<T[]> {
  const end = performance.now() + seconds * 1_000;
  const ended: T[] = [];
  const sendOn = async (): Promise<void> => {
    while (performance.now() < end) ended.push(await send());
  };
  await Promise.all(Array.from({ length: underWay }, sendOn));
  return ended;
}

/** Sends at a fixed rate for a time and returns all results. */
export async function openLoop<T>(perSecond: number, seconds: number, send: () => Promise<T>): Promise<T[]> {
  const end = performance.now() + seconds * 1_000;
  const calls: Promise<T>[] = [];
  const sendOne = (): Promise<T> => {
    const call = send();
    calls.push(call);
    return call;
  };
  const pace = { perSecond, mostAtOnce: Number.POSITIVE_INFINITY };
  await keepPace(pace, sendOne, () => performance.now() >= end, { sent: 0, leftOut: 0 });
  return Promise.all(calls);
}
