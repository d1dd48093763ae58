import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { distanceKm, findHromada, findSettlement } from '@safe-community/territory';
import { expect, test } from 'vitest';
import { planIncidents } from './incidents.ts';

const ANCHOR = new Date('2026-11-24T00:00:00Z');
const DAY_MS = 24 * 3_600_000;
const rows = planIncidents(ANCHOR);

function countOf(category: IncidentCategory): number {
  return rows.filter(({ report }) => report?.category === category).length;
}

test('the same day gives the same 4,000 reports, another day different ones', () => {
  expect(rows).toHaveLength(4_000);
  expect(rows).toEqual(planIncidents(ANCHOR));
  expect(rows[0]?.externalId).toBe('demo-2026-11-24-00001');
  expect(planIncidents(new Date('2026-11-25T00:00:00Z'))[0]?.externalId).toBe('demo-2026-11-25-00001');
});

test('all times, arrivals included, are within the 30 days before the anchor', () => {
  for (const { receivedTime, onSceneTime } of rows) {
    const received = receivedTime?.getTime() ?? Number.NaN;
    expect(received).toBeGreaterThan(ANCHOR.getTime() - 31 * DAY_MS);
    expect(received).toBeLessThan(ANCHOR.getTime());
    if (onSceneTime === undefined) continue;
    expect(onSceneTime.getTime()).toBeGreaterThanOrEqual(received);
    expect(onSceneTime.getTime()).toBeLessThanOrEqual(ANCHOR.getTime());
  }
});

test('every report is near its hromada', () => {
  for (const { report } of rows) {
    const hromada = findHromada(report?.hromadaCode ?? '');
    expect(hromada).toBeDefined();
    if (report?.location && hromada) expect(distanceKm(report.location, hromada)).toBeLessThan(50);
  }
});

test('sensitive reports have neither text nor point', () => {
  const sensitive = rows.filter(({ report }) =>
    [IncidentCategory.DOMESTIC_VIOLENCE, IncidentCategory.SCHOOL_SAFETY].some((one) => one === report?.category),
  );
  expect(sensitive.length).toBeGreaterThan(100);
  for (const { report } of sensitive) {
    expect([report?.description, report?.location, report?.settlementCode]).toEqual(['', undefined, '']);
  }
});

test('reports of the ambulance and of the police have a class of these; sensitive ones have none', () => {
  const classesOf = (category: IncidentCategory) =>
    rows.flatMap(({ report }) => (report?.category === category ? [report.externalClassification] : []));
  const medical = classesOf(IncidentCategory.MEDICAL).map((each) => each?.medicalClass);
  expect(new Set(medical)).toEqual(new Set([1, 2, 3, 4]));
  expect(medical.filter((each) => each === 1 || each === 2).length / medical.length).toBeGreaterThan(0.5);
  const police = [IncidentCategory.PUBLIC_ORDER, IncidentCategory.ROAD_CRASH].flatMap(classesOf);
  expect(new Set(police.map((each) => each?.policeClass))).toEqual(new Set([1, 2, 3, 4]));
  expect(new Set(classesOf(IncidentCategory.DOMESTIC_VIOLENCE))).toEqual(new Set([undefined]));
});

test('a third of the reports or so name a settlement of their hromada', () => {
  const named = rows.flatMap(({ report }) => (report?.settlementCode ? [report] : []));
  expect(named.length / rows.length).toBeGreaterThan(0.25);
  expect(named.length / rows.length).toBeLessThan(0.4);
  const hromadas = named.map(({ settlementCode }) => findSettlement(settlementCode)?.hromadaCode);
  expect(hromadas).toEqual(named.map(({ hromadaCode }) => hromadaCode));
});

test('categories keep their weights: domestic violence is about one report in twenty', () => {
  expect(countOf(IncidentCategory.DOMESTIC_VIOLENCE) / rows.length).toBeGreaterThan(0.035);
  expect(countOf(IncidentCategory.DOMESTIC_VIOLENCE) / rows.length).toBeLessThan(0.065);
  expect(countOf(IncidentCategory.MEDICAL)).toBeGreaterThan(countOf(IncidentCategory.ROAD_CRASH));
  expect(countOf(IncidentCategory.WATER)).toBeGreaterThan(0);
});

test('evenings in Kyiv are busier than nights, and deaths are rare', () => {
  const hourOf = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Kyiv', hour: '2-digit', hourCycle: 'h23' });
  const hours = rows.map(({ receivedTime }) => Number(hourOf.format(receivedTime)));
  const between = (from: number, to: number) => hours.filter((hour) => hour >= from && hour < to).length;
  expect(between(18, 22)).toBeGreaterThan(3 * between(1, 5));
  const killed = rows.reduce((sum, { report }) => sum + (report?.casualties?.killed ?? 0), 0);
  expect(killed).toBeGreaterThan(5);
  expect(killed).toBeLessThan(80);
});

test('an ambulance reaches a town sooner than a village', () => {
  const medianIn = (kind: string): number => {
    const seconds = rows
      .filter(({ report }) => report?.category === IncidentCategory.MEDICAL)
      .filter(({ report }) => findHromada(report?.hromadaCode ?? '')?.kind === kind)
      .flatMap(({ onSceneTime, receivedTime }) => (onSceneTime && receivedTime ? [+onSceneTime - +receivedTime] : []))
      .toSorted((a, b) => a - b);
    return seconds[Math.floor(seconds.length / 2)] ?? Number.NaN;
  };
  expect(medianIn('rural')).toBeGreaterThan(1.3 * medianIn('urban'));
});
