import { expect, test } from 'vitest';
import { checkEtag, etagOf, refuseStale } from './etag.ts';

test('an etag is a version, and no other text is', () => {
  expect(checkEtag(etagOf({ version: 12 }), 'etag')).toEqual([]);
  for (const text of ['', '0', '01', '-1', '1.5', 'x', '٣', 'W/"1"', '12345678901']) {
    expect(checkEtag(text, 'etag')).toEqual([{ field: 'etag', rule: 'must be an etag of an earlier answer' }]);
  }
});

test('only the etag of the latest version is accepted', () => {
  expect(refuseStale({ version: 2 }, '2', 'the beat')).toBeUndefined();
  expect(refuseStale({ version: 2 }, '1', 'the beat')).toMatchObject({
    kind: 'aborted',
    reason: 'ETAG_STALE',
    message: 'the beat has changed since its etag was read',
  });
});
