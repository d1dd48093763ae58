import { keepPace } from './keep-pace.ts';

/** Keeps so many calls under way for so long, and gives what came of them all. */
export async function closedLoop<T>(underWay: number, seconds: number, send: () => Promise<T>): Promise<T[]> {
  const end = performance.now() + seconds * 1_000;
  const ended: T[] = [];
  const sendOn = async (): Promise<void> => {
    while (performance.now() < end) ended.push(await send());
  };
  await Promise.all(Array.from({ length: underWay }, sendOn));
  return ended;
}

/** Sends so many a second for so long, whatever becomes of those before, and gives what came of them all. */
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
