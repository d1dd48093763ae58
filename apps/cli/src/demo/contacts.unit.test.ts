import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { expect, test } from 'vitest';
import { inventProfile, inventRecord, stationPhone } from './contacts.ts';
import { districtsOfVillages } from './define-districts.ts';
import { planPatrolUnits } from './patrol-units.ts';
import { planStaffing } from './staffing.ts';

const ANCHOR = new Date('2026-01-31T00:00:00Z');
const { officers, beats } = planStaffing();
const serving = officers.filter(({ state }) => state === OfficerState.ACTIVE || state === OfficerState.ON_LEAVE);
const profiles = serving.map(inventProfile);

test('nobody shows the private phone of anybody, and each phone on duty belongs to one officer or station', () => {
  const patrol = planPatrolUnits().flatMap((unit) => unit.officers);
  const isPrivate = new Set([...officers, ...patrol].map(({ phone }) => phone));
  const shown = [
    ...profiles.map(({ dutyPhone }) => dutyPhone),
    ...Array.from({ length: 60 }, (_, at) => stationPhone(at)),
  ];
  expect(shown.filter((phone) => isPrivate.has(phone) || !/^\+38000\d{7}$/.test(phone))).toEqual([]);
  expect(new Set(shown).size).toBe(632 + 957 + 60);
});

test('everybody has office hours, speaks Ukrainian, and some speak the language of neighbours', () => {
  expect(profiles.every(({ officeHours, languages }) => officeHours.length === 2 && languages[0] === 'uk')).toBe(true);
  expect(new Set(profiles.flatMap(({ languages }) => languages))).toEqual(new Set(['uk', 'en', 'hu', 'bg', 'ro']));
});

test('ranks rise, and some certifications end within three months of the anchor day, none before it', () => {
  const records = serving.map((officer) => inventRecord(officer, ANCHOR));
  for (const { ranks } of records) {
    expect(ranks.map(({ since }) => since)).toEqual(ranks.map(({ since }) => since).toSorted());
    expect(ranks.every(({ since }) => since >= '2015-11-07' && since < '2026-01-31')).toBe(true);
  }
  const ends = records.flatMap(({ certifications }) => certifications.map(({ expires }) => expires));
  expect(ends.every((day) => day > '2026-01-31')).toBe(true);
  const soon = ends.filter((day) => day < '2026-05-02').length / ends.length;
  expect(soon).toBeGreaterThan(0.05);
  expect(soon).toBeLessThan(0.15);
});

test('each village belongs to one district, none is the centre', () => {
  const found = districtsOfVillages(beats);
  expect(found.length).toBeGreaterThan(50);
  expect(new Set(found.map(({ settlementCode }) => settlementCode)).size).toBe(found.length);
});
