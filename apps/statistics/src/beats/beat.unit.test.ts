import { expect, test } from 'vitest';
import { settleBeats, type Assignment } from './beat.ts';

const beatId = 'beat';

test('the last primary of a beat counts', () => {
  expect(settleBeats([primary('a'), primary('b')])).toEqual({
    appointments: [primary('b')],
    vacancies: [{ beatId, officerId: undefined }],
  });
});

test('a deputy does not replace another officer who is the primary', () => {
  expect(settleBeats([primary('a'), deputy('b')]).appointments).toMatchObject([{ officerId: 'a' }]);
});

test('a primary who becomes a deputy leaves the beat vacant', () => {
  expect(settleBeats([primary('a'), deputy('a')])).toEqual({
    appointments: [],
    vacancies: [{ beatId, officerId: undefined }],
  });
});

test('only the primary of an earlier batch can leave the beat vacant', () => {
  expect(settleBeats([deputy('a'), deputy('b')])).toEqual({
    appointments: [],
    vacancies: [
      { beatId, officerId: 'a' },
      { beatId, officerId: 'b' },
    ],
  });
});

test('a new primary takes over a vacant beat', () => {
  expect(settleBeats([primary('a'), deputy('a'), primary('b')])).toMatchObject({
    appointments: [{ officerId: 'b' }],
    vacancies: [{ officerId: undefined }],
  });
});

test('a hromada and its district are separate beats', () => {
  const { appointments } = settleBeats([primary('a'), { ...primary('b'), beatId: 'of the district' }]);
  expect(appointments).toHaveLength(2);
});

function primary(officerId: string): Assignment {
  return {
    assignmentId: `${officerId} on the beat`,
    beatId,
    hromadaCode: 'UA05020030000031457',
    officerId,
    role: 'primary',
    startsAt: new Date(0),
    endsAt: undefined,
  };
}

function deputy(officerId: string): Assignment {
  return { ...primary(officerId), role: 'deputy' };
}
