import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { expect, test } from 'vitest';
import { CODE, exportOf, problemsOf, rowsOf } from '../test/mapped.ts';

const mapping = (state: string): string => `version: 1
times: { received: { column: at }, resolved: { column: fixed }, closed: { column: closed } }
category: { value: other }
place: { hromada: { value: ${CODE} } }
${state}`;
const DONE = '2026-05-01 12:00';
const STATE = 'state: { column: status, values: { Виконано: resolved, Скасовано: false-call } }';

test('a column of states says how a row ended, with or without the time of its end', async () => {
  const content = `at,status,fixed,closed
2026-05-01 10:00,open,${DONE},${DONE}
2026-05-01 10:00,Виконано,${DONE},${DONE}
2026-05-01 10:00,виконано,,
2026-05-01 10:00,CLOSED,,
2026-05-01 10:00,closed,${DONE},
2026-05-01 10:00,Скасовано,${DONE},${DONE}
`;
  const { valid, rejected } = await rowsOf(exportOf(mapping(STATE), content));
  expect(rejected).toEqual([]);
  const done = new Date('2026-05-01T09:00:00Z');
  const [none, resolvedTime, closedTime] = [{ responders: [] }, done, done];
  expect(valid.map(({ course }) => course)).toEqual([
    undefined,
    { ...none, resolvedTime, closedTime: undefined, endedAs: IncidentState.RESOLVED },
    { ...none, resolvedTime: undefined, closedTime: undefined, endedAs: IncidentState.RESOLVED },
    { ...none, resolvedTime: undefined, closedTime: undefined, endedAs: IncidentState.CLOSED },
    { ...none, resolvedTime, closedTime: undefined, endedAs: IncidentState.CLOSED },
    { ...none, resolvedTime: undefined, closedTime, endedAs: IncidentState.REJECTED },
  ]);
});

test('an unknown state is rejected and suggested, or means what the mapping says', async () => {
  const content =
    'at,status,fixed,closed\n2026-05-01 10:00,Pending,,\n2026-05-01 10:00,,,\n2026-05-01 10:00,Pending,,\n';
  const { rejected, findings } = await rowsOf(exportOf(mapping(STATE), content));
  expect(rejected).toEqual([
    '2: status “Pending” is not in the mapping',
    '3: status is empty',
    '4: status “Pending” is not in the mapping',
  ]);
  expect(findings.suggestion()).toBe(
    '# replace "open" by one of open, resolved, closed, false-call\nstate:\n  values:\n    "Pending": open # 2 rows, first in line 2\n',
  );
  const open = await rowsOf(exportOf(mapping('state: { column: status, otherwise: open }'), content));
  expect(open.valid.map(({ course }) => course)).toEqual([undefined, undefined, undefined]);
  const skipped = await rowsOf(exportOf(mapping('state: { column: status, otherwise: skip }'), content));
  expect(skipped.skipped).toEqual([2, 3, 4]);
});

test('a state of a mapping must be one of the words', async () => {
  expect(
    await problemsOf(
      exportOf(mapping('state: { column: status, values: { Done: finished } }'), 'at,status,fixed,closed\n'),
    ),
  ).toEqual([
    'mapping.state.values.Done “finished” is not a state: it must be one of open, resolved, closed, false-call',
  ]);
});
