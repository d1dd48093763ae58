import { GetPublicProfileResponse } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { ListHromadaCoverageResponse } from '@safe-community/contracts/officers/v1/coverage.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_ANSWERS } from '../../test/answers.ts';
import { runPages } from '../../test/running-pages.ts';
import { photoUrl } from './photo.ts';

const STORE = 'https://photos.example/officers';
const HROMADA = 'UA05020030000031457';

test.each(['17', 'a-b_c.jpg', '2026/17.jpg'])('the photo %s is below the store, if there is one', (reference) => {
  expect(photoUrl(STORE, reference)).toBe(`${STORE}/${reference}`);
  expect(photoUrl('', reference)).toBe('');
});

test.each([
  '',
  '..',
  '../x.jpg',
  'a/../../x',
  'a//b',
  '/a',
  'a/',
  '.git',
  'a..b',
  'https://evil.example/x',
  '//evil.example',
  'a?b',
  'a"b',
  'a b',
])('the reference "%s" leads to no photo', (reference) => {
  expect(photoUrl(STORE, reference)).toBe('');
});

test('no reference leads out of the store', () => {
  const letters = fc.constantFrom('.', '/', '\\', ':', '%', '2e', 'a', '?', '#', '@', '\n');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(letters).map((parts) => parts.join('')),
      ),
      (reference) => {
        const address = photoUrl(STORE, reference);
        if (address === '') return;
        expect(new URL(address).href).toBe(`${STORE}/${reference}`);
      },
    ),
  );
});

describe.each([
  [STORE, `img-src 'self' https://photos.example;`, `${STORE}/2026/17.jpg`],
  ['', `img-src 'self';`, null],
])('with the photo store "%s"', (photoStore, policy, address) => {
  const run = async () => {
    const profile = { name: 'Іван <Громадський>', photoReference: '2026/17.jpg' };
    const pages = await runPages(
      {
        ...EMPTY_ANSWERS,
        GetPublicProfile: () => GetPublicProfileResponse.fromPartial({ profile }),
        ListHromadaCoverage: () => ListHromadaCoverageResponse.fromPartial({}),
      },
      { photoStore },
    );
    try {
      const page = await pages.get(`/officer?place=${HROMADA}`);
      const json = (await (await pages.get(`/api/v1/hromadas/${HROMADA}`)).json()) as {
        officer: { profile: { photo_url: string | null } };
      };
      return { headers: page.headers, text: await page.text(), json };
    } finally {
      await pages.stop();
    }
  };

  test('pages, policy, and JSON agree', async () => {
    const { headers, text, json } = await run();
    expect(headers.get('content-security-policy')).toContain(policy);
    expect(json.officer.profile.photo_url).toBe(address);
    const images = text.match(/<img[^>]*>/g) ?? [];
    if (address === null) return expect(images).toEqual([]);
    expect(images).toHaveLength(1);
    expect(images[0]?.replaceAll(/\s+/g, ' ')).toBe(
      `<img src="${address}" alt="Фото: Іван &lt;Громадський&gt;" width="150" height="200" loading="lazy" decoding="async" />`,
    );
  });
});
