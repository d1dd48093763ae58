import { expect, test } from 'vitest';
import type { Attachment } from '../incident/module.ts';
import { checkAttachments } from './attachment.ts';

const PHOTO: Attachment = {
  uri: 'https://evidence.example/2026/photo.jpg',
  sha256: new Uint8Array(32),
  mediaType: 'image/jpeg',
  sizeBytes: 4_000_000n,
};
const long = (length: number): string => 'https://evidence.example/'.padEnd(length, 'x');

test.each<[given: string, more: Partial<Attachment>, broken: string[]]>([
  ['a photo', {}, []],
  ['an s3 address', { uri: 's3://evidence/2026/photo.jpg' }, []],
  ['an address of 500', { uri: long(500) }, []],
  ['an address of 501', { uri: long(501) }, ['uri']],
  ['no address', { uri: '' }, ['uri']],
  ['no host', { uri: 'https://' }, ['uri']],
  ['only a port', { uri: 'https://:443/photo' }, ['uri']],
  ['http', { uri: 'http://evidence.example/photo' }, ['uri']],
  ['a file', { uri: 'file:///etc/passwd' }, ['uri']],
  ['a user', { uri: 'https://user@evidence.example/photo' }, ['uri']],
  ['a user and password', { uri: 'https://user:secret@evidence.example/photo' }, ['uri']],
  ['a user in a bucket address', { uri: 's3://key:secret@evidence/photo' }, ['uri']],
  ['an @ in the path', { uri: 'https://evidence.example/@7/photo' }, []],
  ['a blank', { uri: 'https://evidence.example/a photo' }, ['uri']],
  ['a line break at the end', { uri: `${PHOTO.uri}\n` }, ['uri']],
  ['a backslash', { uri: 'https:\\\\evidence.example' }, ['uri']],
  ['Cyrillic letters', { uri: 'https://докази.example/photo' }, ['uri']],
  ['no digest', { sha256: new Uint8Array(0) }, ['sha256']],
  ['a digest of 31', { sha256: new Uint8Array(31) }, ['sha256']],
  ['a digest of 33', { sha256: new Uint8Array(33) }, ['sha256']],
  ['no media type', { mediaType: '' }, []],
  ['a media type with a suffix', { mediaType: 'application/vnd.x+json' }, []],
  ['a media type of 101', { mediaType: `image/${'x'.repeat(95)}` }, ['media_type']],
  ['half a media type', { mediaType: 'image' }, ['media_type']],
  ['parameters', { mediaType: 'text/plain; charset=utf-8' }, ['media_type']],
  ['10 GB', { sizeBytes: 10_000_000_000n }, []],
  ['one byte above 10 GB', { sizeBytes: 10_000_000_001n }, ['size_bytes']],
  [
    'all wrong',
    { uri: 'x', sha256: new Uint8Array(1), mediaType: 'x', sizeBytes: 2n ** 64n - 1n },
    ['uri', 'sha256', 'media_type', 'size_bytes'],
  ],
])('validates %s', (_given, more, broken) => {
  const fields = checkAttachments([PHOTO, { ...PHOTO, ...more }]).map(({ field }) => field);
  expect(fields).toEqual(broken.map((name) => `report.attachments[1].${name}`));
});

test('accepts at most 20, and does not check any if there are more', () => {
  expect(checkAttachments(Array.from({ length: 20 }, () => PHOTO))).toEqual([]);
  expect(checkAttachments(Array.from({ length: 21 }, () => ({ ...PHOTO, uri: '' })))).toEqual([
    { field: 'report.attachments', rule: 'must be at most 20' },
  ]);
});

test('a violation never contains the address', () => {
  expect(JSON.stringify(checkAttachments([{ ...PHOTO, uri: 'https://user:kanarka@example' }]))).not.toContain(
    'kanarka',
  );
});
