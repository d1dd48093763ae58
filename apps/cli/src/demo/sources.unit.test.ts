import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { findHromada, oblasts } from '@safe-community/territory';
import { expect, test } from 'vitest';
import { planFlood } from './flood.ts';
import { planIncidents } from './incidents.ts';
import { planSilentSource } from './silent-source.ts';
import { planSources, sourceOf } from './sources.ts';

const ANCHOR = new Date('2026-11-24T00:00:00Z');
const rows = [...planIncidents(ANCHOR), ...planFlood(ANCHOR), ...planSilentSource(ANCHOR)];
const declared = new Map(planSources(ANCHOR).map((declaration) => [declaration.source, declaration]));

test('each source reports what is declared of it, from the first day on', () => {
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Kyiv' });
  const bySource = Map.groupBy(rows, sourceOf);
  expect([...bySource.keys()].toSorted()).toEqual([...declared.keys(), 'demo-others'].toSorted());
  for (const [source, own] of bySource) {
    const declaration = declared.get(source);
    if (declaration === undefined) continue;
    for (const { report, receivedTime } of own) {
      expect(declaration.categories).toContain(report?.category);
      expect(dayOf.format(receivedTime) >= declaration.firstDay).toBe(true);
      const oblast = findHromada(report?.hromadaCode ?? '')?.oblastCode ?? '';
      expect(['UA', oblast].some((code) => declaration.territoryCodes.includes(code))).toBe(true);
    }
  }
});

test('some is complete, some incomplete, and of sensitive categories and some oblasts nothing is declared', () => {
  expect(declared.get('demo-water')?.territoryCodes).toEqual(['UA']);
  expect(declared.get('demo-112')?.territoryCodes).toHaveLength(oblasts().length - 3);
  const categories = [...declared.values()].flatMap((declaration) => declaration.categories);
  expect(categories).not.toContain(IncidentCategory.DOMESTIC_VIOLENCE);
  expect(categories).not.toContain(IncidentCategory.SCHOOL_SAFETY);
});

test('the silent source has stopped months ago', () => {
  const last = planSilentSource(ANCHOR).at(-1)?.receivedTime ?? ANCHOR;
  expect((ANCHOR.getTime() - last.getTime()) / 86_400_000).toBeGreaterThan(100);
});
