import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { gatherFrames } from './gather-frames.ts';

const text = (frame: Uint8Array): string => Buffer.from(frame).toString();

async function* inTurns(...turns: readonly (readonly string[])[]): AsyncGenerator<Uint8Array> {
  for (const frames of turns) {
    for (const frame of frames) yield Buffer.from(frame);
    await nextTurn();
    await nextTurn();
  }
}

async function gathered(frames: AsyncIterable<Uint8Array>): Promise<string[]> {
  const all: string[] = [];
  for await (const frame of gatherFrames(frames)) all.push(text(frame));
  return all;
}

it('collects the frames of one turn of the event loop in order', async () => {
  expect(await gathered(inTurns(['a', 'b', 'c'], ['d'], ['e', 'f']))).toEqual(['abc', 'd', 'ef']);
});

it('loses nothing that arrives while a batch is being taken', async () => {
  const frames = Array.from({ length: 500 }, (_, number) => [`${number};`, `${number}+;`]);
  const taken: string[] = [];
  for await (const frame of gatherFrames(inTurns(...frames))) {
    taken.push(text(frame));
    if (taken.length % 7 === 0) await nextTurn();
  }
  expect(taken.join('')).toBe(frames.flat().join(''));
});

it('returns the rest when it ends, and ends', async () => {
  const ending = (async function* () {
    yield Buffer.from('last');
  })();
  expect(await gathered(ending)).toEqual(['last']);
  expect(await gathered(inTurns())).toEqual([]);
  // Its end is known while earlier frames are still being taken.
  const taken: string[] = [];
  for await (const frame of gatherFrames(inTurns(['first'], ['last']))) {
    taken.push(text(frame));
    for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  }
  expect(taken).toEqual(['first', 'last']);
});

it('passes on an error', async () => {
  const failing = (async function* () {
    yield Buffer.from('before');
    throw new Error('the connection broke');
  })();
  await expect(gathered(failing)).rejects.toThrow('the connection broke');
});
