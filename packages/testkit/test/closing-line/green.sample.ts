import { expect, it } from 'vitest';

it('passes', () => {
  // oxlint-disable-next-line no-console -- what it prints is tested
  console.error('said by a test that passes');
  expect(1).toBe(1);
});
it('needs something', (context) => {
  context.skip(true, 'it is not here');
  expect(1).toBe(2);
});
