import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';

describe('eventually', () => {
  it('returns what the first successful try returns', async () => {
    let tries = 0;
    const third = (): string => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
      return 'there';
    };
    expect(await eventually(third, { every: 1 })).toBe('there');
    expect(tries).toBe(3);
  });

  it('gives up and reports the last failure', async () => {
    let tries = 0;
    const never = async (): Promise<void> => {
      tries += 1;
      throw new Error(`failure ${tries}`);
    };
    const error = await eventually(never, { within: 50, every: 10 }).catch((reason: unknown) => reason as Error);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toBe(`Not within 50 ms (${tries} tries); last failure: failure ${tries}`);
    expect(((error as Error).cause as Error).message).toBe(`failure ${tries}`);
  });
});
