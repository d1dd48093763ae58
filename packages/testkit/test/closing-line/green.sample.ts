import { expect, it } from 'vitest';

it('passes', () => expect(1).toBe(1));
it('needs something', (context) => {
  context.skip(true, 'it is not here');
  expect(1).toBe(2);
});
