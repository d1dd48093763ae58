import { expect, test } from 'vitest';
import { checkRecord, nextExpiry, NO_RECORD, type PersonnelRecord, type Rank } from './personnel-record.ts';

const NOW = new Date('2026-01-05T22:30:00Z');
const rank = (rankCode: string, validFrom: string, validTo = ''): Rank => ({
  rankCode,
  nameUk: '',
  nameEn: '',
  level: 1,
  validFrom,
  validTo,
  source: 'закон',
});
const RANKS = [rank('captain', '2015-11-07', '2020-01-01'), rank('captain', '2021-01-01'), rank('major', '2015-11-07')];
const held = (rankCode: string, since: string, source = 'наказ № 1') => ({ rankCode, since, source });
const certified = (certificationCode: string, issued: string, expires = '') => ({ certificationCode, issued, expires });

function fieldsOf(record: Partial<PersonnelRecord>): string[] {
  return checkRecord({ ...NO_RECORD, ...record }, RANKS, NOW).map(({ field }) => field);
}

test.each<[string, Partial<PersonnelRecord>, string[]]>([
  ['nothing', {}, []],
  ['a unit', { policeUnit: 'Вінницьке РУП' }, []],
  ['a long unit', { policeUnit: 'а'.repeat(201) }, ['police_unit']],
  ['a unit with a control character', { policeUnit: 'а\u0007' }, ['police_unit']],
  ['ranks in order', { ranks: [held('captain', '2015-11-07'), held('major', '2021-05-01')] }, []],
  ['a rank before its first day', { ranks: [held('captain', '2015-11-06')] }, ['ranks[0].rank_code']],
  ['a rank on its last day', { ranks: [held('captain', '2019-12-31')] }, []],
  ['a rank after its last day', { ranks: [held('captain', '2020-01-01')] }, ['ranks[0].rank_code']],
  ['a rank that exists again', { ranks: [held('captain', '2021-01-01')] }, []],
  ['an unknown rank', { ranks: [held('marshal', '2020-05-01')] }, ['ranks[0].rank_code']],
  ['two ranks on a day', { ranks: [held('captain', '2021-05-01'), held('major', '2021-05-01')] }, ['ranks[1].since']],
  ['a rank without a source', { ranks: [held('major', '2021-05-01', '')] }, ['ranks[0].source']],
  ['a rank of today in Kyiv', { ranks: [held('major', '2026-01-06')] }, []],
  ['a rank of tomorrow', { ranks: [held('major', '2026-01-07')] }, ['ranks[0].since']],
  ['a rank on no day', { ranks: [held('major', '2021-02-29')] }, ['ranks[0].since']],
  ['a rank of another century', { ranks: [held('major', '1949-12-31')] }, ['ranks[0].since', 'ranks[0].rank_code']],
  ['21 ranks', { ranks: Array.from({ length: 21 }, (_, day) => held('major', `2021-05-${day + 10}`)) }, ['ranks']],
  ['languages', { languages: ['uk', 'crh', 'ukl'] }, []],
  ['a language twice', { languages: ['uk', 'uk'] }, ['languages[1]']],
  ['a language with a region', { languages: ['uk-UA'] }, ['languages[0]']],
  [
    '21 languages',
    { languages: Array.from({ length: 21 }, (_, index) => `a${'abcdefghijklmnopqrstu'[index]}`) },
    ['languages'],
  ],
  [
    'a renewed certification',
    { certifications: [certified('driving', '2020-01-01'), certified('driving', '2025-01-01')] },
    [],
  ],
  [
    'a certification twice',
    { certifications: [certified('driving', '2020-01-01'), certified('driving', '2020-01-01', '2021-01-01')] },
    ['certifications[1].certification_code'],
  ],
  [
    'a certification in words',
    { certifications: [certified('водіння', '2020-01-01')] },
    ['certifications[0].certification_code'],
  ],
  [
    'an expiry on the day of issue',
    { certifications: [certified('driving', '2020-01-01', '2020-01-01')] },
    ['certifications[0].expires'],
  ],
  [
    'an expiry on no day',
    { certifications: [certified('driving', '2020-01-01', '2021-02-30')] },
    ['certifications[0].expires'],
  ],
  [
    'a certification of tomorrow',
    { certifications: [certified('driving', '2026-01-07')] },
    ['certifications[0].issued'],
  ],
  [
    '101 certifications',
    { certifications: Array.from({ length: 101 }, (_, index) => certified(`c-${index}`, '2020-01-01')) },
    ['certifications'],
  ],
])('%s', (_, record, fields) => {
  expect(fieldsOf(record)).toEqual(fields);
});

test.each<[string, Parameters<typeof nextExpiry>[0], string]>([
  ['nothing', [], ''],
  ['one that does not expire', [certified('a', '2020-01-01')], ''],
  [
    'the first of two',
    [certified('a', '2020-01-01', '2027-01-01'), certified('b', '2020-01-01', '2026-06-01')],
    '2026-06-01',
  ],
  [
    'a renewed one by its renewal',
    [certified('a', '2020-01-01', '2022-01-01'), certified('a', '2022-01-01', '2028-01-01')],
    '2028-01-01',
  ],
  [
    'in any order',
    [certified('a', '2022-01-01', '2028-01-01'), certified('a', '2020-01-01', '2022-01-01')],
    '2028-01-01',
  ],
  ['a renewal that does not expire', [certified('a', '2020-01-01', '2022-01-01'), certified('a', '2022-01-01')], ''],
  ['the same in another order', [certified('a', '2022-01-01'), certified('a', '2020-01-01', '2022-01-01')], ''],
])('the next expiry of %s', (_, certifications, day) => {
  expect(nextExpiry(certifications)).toBe(day);
});
