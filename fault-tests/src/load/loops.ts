import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks at how many calls are due. */
const LOOK_EVERY_MS = 5;

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
  const began = performance.now();
  const calls: Promise<T>[] = [];
  for (let passed = 0; passed < seconds; passed = (performance.now() - began) / 1_000) {
    while (calls.length < passed * perSecond) calls.push(send());
    await sleep(LOOK_EVERY_MS);
  }
  return Promise.all(calls);
}
