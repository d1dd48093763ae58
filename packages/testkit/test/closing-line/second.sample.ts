import { expect, it } from 'vitest';

let tries = 0;
it('holds at the second try', { retry: 1 }, () => {
  tries += 1;
  // oxlint-disable-next-line no-console -- what it prints is tested
  if (tries === 1) console.error('said at the first try');
  expect(tries, 'seed 17\nof the first try').toBe(2);
});
