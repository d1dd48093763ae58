import { expect, test } from 'vitest';
import { settleBeats, type Assignment } from './beat.ts';

const beat = { hromadaCode: 'UA05020030000031457', districtCode: '' };

test('the last primary of a beat counts', () => {
  expect(settleBeats([primary('a'), primary('b')])).toEqual({
    appointments: [{ beat, officerId: 'b', demonstration: false }],
    vacancies: [],
  });
});

test('a deputy does not replace another officer who is the primary', () => {
  expect(settleBeats([primary('a'), deputy('b')]).appointments).toMatchObject([{ officerId: 'a' }]);
});

test('a primary who becomes a deputy leaves the beat vacant', () => {
  expect(settleBeats([primary('a'), deputy('a')])).toEqual({
    appointments: [],
    vacancies: [{ beat, officerId: undefined }],
  });
});

test('only the primary of an earlier batch can leave the beat vacant', () => {
  expect(settleBeats([deputy('a'), deputy('b')])).toEqual({
    appointments: [],
    vacancies: [
      { beat, officerId: 'a' },
      { beat, officerId: 'b' },
    ],
  });
});

test('a new primary takes over a vacant beat', () => {
  expect(settleBeats([primary('a'), deputy('a'), primary('b')])).toMatchObject({
    appointments: [{ officerId: 'b' }],
    vacancies: [],
  });
});

test('a hromada and its district are separate beats', () => {
  const district = { ...beat, districtCode: '0520680301' };
  const { appointments } = settleBeats([primary('a'), { ...primary('b'), beat: district }]);
  expect(appointments).toHaveLength(2);
});

function primary(officerId: string): Assignment {
  return { beat, officerId, role: 'primary', demonstration: false };
}

function deputy(officerId: string): Assignment {
  return { ...primary(officerId), role: 'deputy' };
}
