import { expect, it } from 'vitest';

let tries = 0;
it('holds at the second try', { retry: 1 }, () => {
  tries += 1;
  expect(tries).toBe(2);
});
