import { expect, test } from 'vitest';
import { capturedLog } from '../test/captured-log.ts';

const CANARY = 'Kanarenko-Canary';

class OwnError extends Error {
  readonly messageIsLoggable = true;
  readonly code = 'GAP';
}

// What the pg driver throws: an error with the server's fields attached to it.
class DatabaseError extends Error {
  readonly code = '23505';
  readonly table = 'incidents';
  readonly constraint = 'incidents_request_id_key';
  readonly detail = `Key (caller)=(${CANARY}) already exists.`;
  readonly where = `unnamed portal parameter $1 = '${CANARY}'`;
  readonly parameters = [CANARY];
  readonly query = `insert into incidents values ('${CANARY}')`;
}

function logged(error: unknown): { error: Record<string, unknown>; text: string } {
  const { log, lines, text } = capturedLog();
  log.error('it failed', { error });
  return { error: lines()[0]?.error as Record<string, unknown>, text: text() };
}

test('an error of ours is logged with class, code, message and frames', () => {
  expect(logged(new OwnError('positions 4 to 6 are missing')).error).toEqual({
    type: 'OwnError',
    code: 'GAP',
    message: 'positions 4 to 6 are missing',
    frames: expect.arrayContaining([expect.stringContaining('loggable-error.unit.test.ts')]),
  });
});

test('of a driver error only class, code, object names and frames are logged', () => {
  const { error, text } = logged(new DatabaseError(`invalid input: "${CANARY}"`));
  expect(error).toMatchObject({
    type: 'DatabaseError',
    code: '23505',
    object: { table: 'incidents', constraint: 'incidents_request_id_key' },
  });
  expect(error).not.toHaveProperty('message');
  expect(text).not.toContain(CANARY);
});

test('texts that other errors quote are not logged: JSON.parse, causes, aggregates, thrown texts', () => {
  const thrown: unknown[] = [
    new OwnError('wrapped', { cause: new DatabaseError(CANARY) }),
    new AggregateError([new TypeError(CANARY), CANARY], CANARY),
    new Error(`${CANARY}\n    at ${CANARY} Петренко (file:///x.ts:1:1)`),
    Object.assign(new Error('x'), { name: CANARY, stack: `Error: ${CANARY}\n  no frames` }),
    Object.assign(new Error('x'), { table: `${CANARY} Петренко`, code: `${CANARY} Петренко` }),
    CANARY,
    { message: CANARY },
  ];
  try {
    JSON.parse(CANARY);
  } catch (error) {
    thrown.push(error);
  }
  for (const each of thrown) expect(logged(each).text).not.toContain(CANARY);
});

test('a cause and the parts of an aggregate are logged by the same rules', () => {
  const cause = new DatabaseError('x');
  expect(logged(new OwnError('wrapped', { cause })).error).toMatchObject({
    cause: { type: 'DatabaseError', code: '23505' },
  });
  expect(logged(new AggregateError([new OwnError('part')])).error).toMatchObject({
    type: 'AggregateError',
    errors: [{ type: 'OwnError', message: 'part' }],
  });
});

test('a cyclic cause terminates', () => {
  const error = new OwnError('loop');
  error.cause = error;
  expect(logged(error).text.length).toBeLessThan(20_000);
});

test('an error without a message keeps its frames', () => {
  expect(logged(new TypeError()).error).toMatchObject({
    type: 'TypeError',
    frames: expect.arrayContaining([expect.stringMatching(/unit\.test\.ts:\d+:\d+/)]),
  });
});
