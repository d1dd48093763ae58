import { HromadaOrder } from '@safe-community/contracts/officers/v1/coverage.ts';
import {
  RecruitmentServiceService as Recruitment,
  type ListVacanciesRequest,
} from '@safe-community/contracts/officers/v1/recruitment_service.ts';
import {
  TerritoryChangeKind,
  TerritoryServiceService,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { ConsumerServiceService } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { incidentReported, incidentRestored, incidentWithdrawn, type NewEvent } from '@safe-community/events';
import { systemClock } from '@safe-community/service-kit';
import {
  eventually,
  freePort,
  refusalOf,
  startTestNats,
  testClient,
  type TestClient,
  type TestNats,
} from '@safe-community/testkit';
import type { LedgerService } from '@safe-community/testkit/ledger';
import { hromadas } from '@safe-community/territory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { intakeLedger } from '../../test/intake-ledger.ts';
import { VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const { FIRE, DOMESTIC_VIOLENCE, SCHOOL_SAFETY, MEDICAL } = IncidentCategory;
const { INCIDENT_LOAD, POPULATION } = HromadaOrder;
const KYIV = 'UA80000000000093317';
const TODAY = new Date('2026-11-15T10:00:00Z');
/** Of Vinnytska oblast, by population from the smallest. */
const SMALL = hromadas()
  .filter(({ oblastCode }) => oblastCode === VINNYTSKA_OBLAST)
  .toSorted((a, b) => a.population - b.population)
  .map(({ code }) => code);
const [FIRST = '', SECOND = '', THIRD = ''] = SMALL;

let nats: TestNats;
let intake: LedgerService;
let registry: RunningRegistry;
let recruitment: TestClient<typeof Recruitment>;
beforeAll(async () => {
  nats = await startTestNats();
  const port = await freePort();
  intake = await intakeLedger(nats, port);
  // Incident intake is away, but has committed events.
  await intake.emit([reported({ hromadaCode: FIRST })]);
  registry = await runRegistry({ clock: { ...systemClock, now: () => TODAY } }, [], `localhost:${port}`, nats);
  recruitment = testClient(Recruitment, registry.port);
});
afterAll(async () => {
  recruitment.close();
  await registry.stop();
  await intake.stop();
  await nats.stop();
});

interface Given {
  readonly hromadaCode?: string;
  readonly category?: IncidentCategory;
  readonly receivedTime?: Date;
}

const reported = (given: Given = {}) => eventOf(incidentReported, given);
const withdrawn = (given: Given = {}) => eventOf(incidentWithdrawn, given);
const restored = (given: Given = {}) => eventOf(incidentRestored, given);

function eventOf(
  kind: typeof incidentReported | typeof incidentWithdrawn | typeof incidentRestored,
  { hromadaCode = VINNYTSIA, category = FIRE, receivedTime = TODAY }: Given,
): NewEvent {
  const place = { hromadaCode, oblastCode: VINNYTSKA_OBLAST };
  const message = { ...kind.decode(new Uint8Array()), ...place, category, receivedTime };
  return (kind as typeof incidentReported).create(message as Parameters<typeof incidentReported.create>[0], place);
}

async function loads(): Promise<Record<string, number>> {
  const { hromadas: found } = await registry.client.listHromadaCoverage({
    oblastCode: VINNYTSKA_OBLAST,
    orderBy: INCIDENT_LOAD,
    pageSize: 500,
  });
  const withLoad = found.filter(({ load }) => load !== undefined && load.incidents > 0n);
  return Object.fromEntries(withLoad.map(({ hromadaCode, load }) => [hromadaCode, Number(load?.incidents)]));
}

async function applied(events: readonly NewEvent[], options?: { isTest: boolean }): Promise<void> {
  await intake.emit(events, options);
  await intake.emit([reported({ hromadaCode: THIRD })]);
  marks += 1;
  await eventually(async () => expect((await loads())[THIRD]).toBe(marks));
}
/** Incidents that show that the events before them are applied. */
let marks = 0;

test('the registry is ready without intake, and counts its incidents once it starts', async () => {
  expect(await loads()).toEqual({});
  await intake.start();
  await eventually(async () => expect(await loads()).toEqual({ [FIRST]: 1 }));
});

test('counts what statistics counts: no false call, duplicate, test, or category that is published of no hromada', async () => {
  await applied([
    reported(),
    // Before its report.
    withdrawn({ hromadaCode: SECOND }),
    reported({ hromadaCode: SECOND }),
    reported({ hromadaCode: FIRST }),
    withdrawn({ hromadaCode: FIRST }),
    restored({ hromadaCode: FIRST }),
    reported({ category: DOMESTIC_VIOLENCE }),
    reported({ category: SCHOOL_SAFETY }),
    reported({ category: MEDICAL }),
    withdrawn({ category: SCHOOL_SAFETY }),
  ]);
  await applied([reported(), reported({ hromadaCode: SECOND })], { isTest: true });
  expect(await loads()).toEqual({ [FIRST]: 2, [VINNYTSIA]: 1, [THIRD]: 2 });
  const [row] = await registry.sql(`select string_agg(distinct column_name, ' ' order by column_name) as columns
    from information_schema.columns where table_name = 'incident_load'`);
  expect(row).toEqual({ columns: 'hromada_code incidents month' });
});

test('counts the current month of Kyiv time and the twelve before it', async () => {
  await applied([
    reported({ hromadaCode: SECOND, receivedTime: new Date('2025-10-31T21:59:59Z') }),
    reported({ hromadaCode: SECOND, receivedTime: new Date('2025-10-31T22:00:00Z') }),
    reported({ hromadaCode: SECOND, receivedTime: new Date('2026-12-01T00:00:00Z') }),
  ]);
  expect((await loads())[SECOND]).toBe(1);
});

test('an event of an unknown category becomes a dead letter, because it may be sensitive', async () => {
  await applied([reported({ category: 90 as IncidentCategory })]);
  expect(await registry.sql('select distinct reason from dead_letter')).toEqual([{ reason: 'UncountableIncident' }]);
});

test('a rebuild and a broker that lost its events lead to the same load', async () => {
  const before = await loads();
  const consumer = testClient(ConsumerServiceService, registry.port);
  await nats.kill();
  await nats.restart();
  await consumer.requestRebuild({ producer: 'incidents', reason: 'test' });
  consumer.close();
  await eventually(async () => {
    const [rebuild] = await registry.sql('select failure from consumer_rebuild where done_at is not null');
    expect(rebuild).toEqual({ failure: '' });
    expect(await loads()).toEqual(before);
  });
});

async function vacancies(request: Partial<ListVacanciesRequest>): Promise<string[]> {
  const { vacancies: found } = await recruitment.listVacancies({ oblastCode: VINNYTSKA_OBLAST, ...request });
  return found.map(({ hromadaCode }) => hromadaCode);
}

test('lists coverage and vacancies by load, then by population, page by page', async () => {
  const load = await loads();
  const wanted = Object.keys(load).toSorted((a, b) => (load[b] ?? 0) - (load[a] ?? 0));
  expect((await vacancies({ orderBy: INCIDENT_LOAD, pageSize: 2 })).map((code) => load[code])).toEqual(
    wanted.slice(0, 2).map((code) => load[code]),
  );
  const pages: string[] = [];
  let pageToken = '';
  do {
    const page = await registry.client.listHromadaCoverage({
      oblastCode: VINNYTSKA_OBLAST,
      orderBy: INCIDENT_LOAD,
      pageSize: 25,
      pageToken,
    });
    pages.push(...page.hromadas.map(({ hromadaCode }) => hromadaCode));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  expect(pages.toSorted()).toEqual(SMALL.toSorted());
  const all = await recruitment.listVacancies({ oblastCode: VINNYTSKA_OBLAST, orderBy: INCIDENT_LOAD, pageSize: 500 });
  expect(all.vacancies.map(({ hromadaCode }) => hromadaCode)).toEqual(pages);
  expect(all.vacancies[0]?.load).toEqual({ incidents: BigInt(load[wanted[0] ?? ''] ?? 0) });
  const first = await recruitment.listVacancies({ orderBy: INCIDENT_LOAD, pageSize: 1 });
  expect(first.vacancies[0]?.rank).toBe(1);
  const next = await recruitment.listVacancies({
    orderBy: INCIDENT_LOAD,
    pageSize: 1,
    pageToken: first.nextPageToken,
  });
  expect(next.vacancies[0]?.rank).toBe(2);
});

test('a page token belongs to its order, and population is the order of a request without one', async () => {
  const byLoad = await registry.client.listHromadaCoverage({ orderBy: INCIDENT_LOAD, pageSize: 1 });
  const vacant = await recruitment.listVacancies({ orderBy: INCIDENT_LOAD, pageSize: 1 });
  for (const call of [
    () => registry.client.listHromadaCoverage({ pageToken: byLoad.nextPageToken }),
    () => registry.client.listHromadaCoverage({ orderBy: POPULATION, pageToken: byLoad.nextPageToken }),
    () => recruitment.listVacancies({ pageToken: vacant.nextPageToken }),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
  }
  const { hromadas: first, nextPageToken } = await registry.client.listHromadaCoverage({ pageSize: 1 });
  expect(first[0]?.hromadaCode).toBe(KYIV);
  const rest = await registry.client.listHromadaCoverage({ orderBy: POPULATION, pageToken: nextPageToken });
  expect(rest.hromadas[0]?.population).toBeLessThan(first[0]?.population ?? 0);
});

test('rejects an unknown order by name', async () => {
  const orderBy = 7 as HromadaOrder;
  for (const call of [
    () => registry.client.listHromadaCoverage({ orderBy }),
    () => recruitment.listVacancies({ orderBy }),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['order_by'] });
  }
});

test('the incidents of a merged hromada count for its successor', async () => {
  const before = await loads();
  const territory = testClient(TerritoryServiceService, registry.port);
  await territory.recordTerritoryChange({
    code: VINNYTSIA,
    kind: TerritoryChangeKind.MERGED,
    effectiveDate: '2026-11-01',
    successorCode: FIRST,
    source: 'постанова Верховної Ради',
  });
  territory.close();
  const { [VINNYTSIA]: merged = 0, [FIRST]: own = 0, ...others } = before;
  expect(merged).toBeGreaterThan(0);
  expect(await loads()).toEqual({ ...others, [FIRST]: own + merged });
  const { hromadas: rows } = await registry.client.listHromadaCoverage({ oblastCode: VINNYTSKA_OBLAST });
  expect(rows.map(({ hromadaCode }) => hromadaCode)).not.toContain(VINNYTSIA);
  expect(await vacancies({ pageSize: 500 })).not.toContain(VINNYTSIA);
});
