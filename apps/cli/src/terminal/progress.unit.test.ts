import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

function recorded(isTTY: boolean) {
  const written: string[] = [];
  let now = 0;
  const progress = createProgress({ isTTY, write: (text) => written.push(text) }, () => now);
  return { written, progress, pass: (ms: number) => (now += ms) };
}

test('on a terminal, rewrites one line at most ten times a second', () => {
  const { written, progress, pass } = recorded(true);
  progress.update('1');
  progress.update('2');
  pass(100);
  progress.update('3');
  progress.update('4');
  progress.done();
  expect(written).toEqual(['\r\u001b[2K1', '\r\u001b[2K3', '\r\u001b[2K4', '\n']);
});

test('in a file, writes a line every few seconds and the last one', () => {
  const { written, progress, pass } = recorded(false);
  progress.update('1');
  pass(1_000);
  progress.update('2');
  pass(2_000);
  progress.update('3');
  progress.update('4');
  progress.done();
  expect(written).toEqual(['1\n', '3\n', '4\n']);
});

test('without updates, writes nothing', () => {
  const { written, progress } = recorded(true);
  progress.done();
  expect(written).toEqual([]);
});
