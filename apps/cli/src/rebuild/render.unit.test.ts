import { CompletedRebuild } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { expect, test } from 'vitest';
import { renderRebuild } from './render.ts';

const OF = { service: 'statistics', producer: 'incidents' } as const;

test('names what a rebuild has changed by table and measure, with signs', () => {
  const changes = [
    { table: 'incident_count', measure: 'incidents', cells: 3n, sum: 2 },
    { table: 'event_count', measure: 'fines', cells: 1_200n, sum: -1_300 },
  ];
  const lines = renderRebuild(OF, CompletedRebuild.fromPartial({ compared: true, changes })).split('\n');
  expect(lines[0]).toBe('Rebuilt incidents in statistics from the ledger. It has changed:');
  expect(lines.find((line) => line.includes('incident_count'))).toMatch(/incidents + +3  +\+2 *$/);
  expect(lines.find((line) => line.includes('event_count'))).toMatch(/fines + +1,200  +-1,300 *$/);
});

test('says that nothing differs, and where nothing was compared', () => {
  expect(renderRebuild(OF, CompletedRebuild.fromPartial({ compared: true }))).toContain('No counter has changed.');
  for (const done of [undefined, CompletedRebuild.fromPartial({})])
    expect(renderRebuild(OF, done)).toContain('Its counters were not compared.');
});
