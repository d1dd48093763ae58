import { CanarySearch } from '@safe-community/testkit/canary';
import { assert, constantFrom, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';

const NAME = 'Щезлоптах Ївга';
const DIGEST = Buffer.from('0badc0de5eedfeedfacade', 'hex');
const search = new CanarySearch({ name: NAME, point: 49.234567, digest: DIGEST });

const utf8 = Buffer.from(NAME);
const utf16 = Buffer.from(NAME, 'utf16le');
const double = Buffer.alloc(8);
double.writeDoubleLE(49.234567);

const WRITTEN: Record<string, Buffer> = {
  name: utf8,
  'name in lower case': Buffer.from('щезлоптах ївга'),
  'name in upper case': Buffer.from('ЩЕЗЛОПТАХ ЇВГА'),
  'name as UTF-16, little-endian': utf16,
  'name as UTF-16, big-endian': Buffer.from(utf16).swap16(),
  'name in JSON escapes': Buffer.from(
    String.raw`\u0429\u0435\u0437\u043b\u043e\u043f\u0442\u0430\u0445 \u0407\u0432\u0433\u0430`,
  ),
  'name in a URL': Buffer.from(encodeURIComponent(NAME)),
  'name as hex': Buffer.from(utf8.toString('hex')),
  'name as hex in upper case': Buffer.from(utf8.toString('hex').toUpperCase()),
  point: Buffer.from('49.234567'),
  'point as a double, little-endian': double,
  'point as a double, big-endian': Buffer.from(double.toReversed()),
  digest: DIGEST,
  'digest as hex': Buffer.from(DIGEST.toString('hex')),
};

describe('the canary search', () => {
  it.each(Object.entries(WRITTEN))('finds %s in any context', (name, written) => {
    const anywhere = property(uint8Array({ maxLength: 9 }), uint8Array({ maxLength: 9 }), (before, after) => {
      expect(search.find(Buffer.concat([before, written, after]))).toContain(name);
    });
    assert(anywhere);
  });

  it.each(['base64', 'base64url'] as const)('finds a text in %s between any bytes', (encoding) => {
    const anywhere = property(uint8Array({ maxLength: 9 }), uint8Array({ maxLength: 9 }), (before, after) => {
      const encoded = Buffer.concat([before, utf8, after]).toString(encoding);
      expect(search.find(Buffer.from(encoded)).some((found) => found.startsWith('name as base64'))).toBe(true);
    });
    assert(anywhere);
  });

  it('finds nothing in clean bytes, and no part of a canary', () => {
    const others = constantFrom(
      Buffer.from('Щезлоптах Ївг'),
      Buffer.from('49.23456'),
      DIGEST.subarray(1),
      Buffer.alloc(99),
    );
    assert(
      property(others, (bytes) => {
        expect(search.find(bytes)).toEqual([]);
      }),
    );
  });

  it('names each canary once, in order', () => {
    expect(search.find(Buffer.concat([DIGEST, utf8, utf8, DIGEST]))).toEqual(['digest', 'name']);
  });

  it('rejects a canary that may occur by chance', () => {
    expect(() => new CanarySearch({ short: 'abc' })).toThrow('the canary "short" is too short: it may occur by chance');
  });
});
