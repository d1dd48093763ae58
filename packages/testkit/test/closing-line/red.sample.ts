import { beforeAll, describe, expect, it } from 'vitest';

// oxlint-disable no-console -- what it prints is tested
beforeAll(() => console.error('said by a hook of the file'));
it('passes', () => expect(1).toBe(1));
it('fails', () => {
  console.error('said before it fails');
  expect({ counted: 1 }).toEqual({ counted: 2 });
});
it('leaves an error behind', () => {
  expect(1).toBe(1);
  void Promise.reject(new Error('nobody waited for this'));
});
describe('with a hook that throws', () => {
  beforeAll(() => {
    throw new Error('no ground to stand on');
  });
  it('never runs', () => expect(1).toBe(1));
});
