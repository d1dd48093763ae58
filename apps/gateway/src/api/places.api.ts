import {
  findHromada,
  findOblast,
  hromadas,
  specialCities,
  transliterate,
  type Hromada,
} from '@safe-community/territory';
import type { Installation } from '@safe-community/domain-kit';
import { z } from 'zod';
import type { ReadControl } from '../control/module.ts';
import { COVERAGE_DEFINITION, type PlaceControl, type HromadaCoverage, type ReadCoverage } from '../coverage/module.ts';
import type { ReadOfficer } from '../officer/module.ts';
import { operation, refused } from './operation.api.ts';
import { oblast, pageOf, pageSize, placeToken } from './parameters.api.ts';
import {
  coverageList,
  hromadaCode,
  hromadaDetail,
  hromadaList,
  type control,
  type coverage,
  type hromada,
} from './schemas.api.ts';
import { nextPage, provenanceLines, PUBLISHER, written } from './words.ts';

const LIST = z.object({
  oblast: oblast.optional().meta({ description: 'Only the hromadas of this oblast.' }),
  page_size: pageSize,
  page_token: placeToken,
});
/** Of all hromadas; the directory names that of each. */
export const POPULATION: { readonly publisher: string; readonly date: string } | null =
  hromadas()[0]?.populationSource ?? null;
const OFFICERS = { publisher: PUBLISHER, counted_from: ['officer registry'], population: POPULATION };

export function isOblast(code: string): boolean {
  return findOblast(code)?.code === code;
}

/** The directory, which changes with a release, and in whose power each place is now. */
export function hromadasOperation(readControl: ReadControl) {
  const all = [...hromadas(), ...specialCities()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
  return operation({
    id: 'listHromadas',
    path: 'hromadas',
    summary: 'All hromadas and cities with special status',
    description: 'By code, with names, centre, population, and a point. Hromadas of AR Crimea are not among them.',
    parameters: LIST,
    answer: hromadaList,
    csv: ({ hromadas: rows, next_page_token: next }) => ({
      comments: [`${PUBLISHER.en}; each row names the source of its population`, ...nextPage(next)],
      headings: [
        'katottg',
        'name_uk',
        'name_en',
        'kind',
        'oblast',
        'raion',
        'population',
        'latitude',
        'longitude',
        'status',
        'status_since',
        'population_publisher',
        'population_date',
      ],
      rows: rows.map(({ katottg: code, name, kind, oblast: within, raion, population, point, control }) => [
        code,
        name.uk,
        name.en,
        kind,
        within.katottg,
        raion.katottg,
        population.value,
        point.latitude,
        point.longitude,
        control?.status ?? null,
        control?.since ?? null,
        population.publisher,
        population.date,
      ]),
    }),
    async read(parameters) {
      if (parameters.oblast !== undefined && !isOblast(parameters.oblast)) return refused('oblast', UNKNOWN);
      const rows = all.filter((each) => parameters.oblast === undefined || each.oblastCode === parameters.oblast);
      const { page, next } = pageOf(rows, (each) => each.code, parameters);
      const control = await readControl();
      return { hromadas: page.map((each) => toAnswer(each, control.get(each.code))), next_page_token: next };
    },
  });
}

const UNKNOWN = 'must be a known oblast';

export function hromadaOperation(readOfficer: ReadOfficer, readCoverage: ReadCoverage, installation: Installation) {
  return operation({
    id: 'getHromada',
    path: 'hromadas/{katottg}',
    summary: 'A hromada with its officer and its coverage',
    description: 'The officer is as published by the officer. Do not keep it: an officer may withdraw it.',
    parameters: z.object({ katottg: hromadaCode }),
    answer: hromadaDetail,
    async read({ katottg: code }) {
      const found = findHromada(code);
      if (found === undefined) {
        return { status: 404, errors: [{ parameter: 'katottg', rule: 'must be the code of a known hromada' }] };
      }
      const [officer, rows] = await Promise.all([readOfficer(code), readCoverage()]);
      const row = rows.find(({ hromadaCode }) => hromadaCode === code);
      // Nobody who is assigned there can come.
      const isServed = row?.control?.status !== 'occupied';
      const { profile, stationPhone } = isServed ? officer : { profile: undefined, stationPhone: '' };
      return {
        ...toAnswer(found, row?.control),
        officer: {
          profile: profile === undefined ? null : toProfile(profile),
          station_phone: stationPhone || null,
        },
        coverage: row === undefined ? null : toCoverage(row),
        definition: COVERAGE_DEFINITION,
        provenance: { installation, ...OFFICERS },
      };
    },
  });
}

export function coverageOperation(readCoverage: ReadCoverage, installation: Installation) {
  return operation({
    id: 'listCoverage',
    path: 'coverage',
    summary: 'Where there are community officers',
    description: 'Beats and officers of each hromada now, by code.',
    parameters: LIST,
    answer: coverageList,
    csv: ({ hromadas: rows, provenance, next_page_token: next }) => ({
      comments: [COVERAGE_DEFINITION.uk, COVERAGE_DEFINITION.en, ...provenanceLines(provenance), ...nextPage(next)],
      headings: [
        'katottg',
        'population',
        'population_covered',
        'beats',
        'staffed_beats',
        'required_beats',
        'eligible',
        'status',
        'status_since',
      ],
      rows: rows.map((row) => [
        row.katottg,
        row.population,
        row.population_covered,
        row.beats,
        row.staffed_beats,
        row.required_beats,
        row.eligible,
        row.control?.status ?? null,
        row.control?.since ?? null,
      ]),
    }),
    async read(parameters) {
      if (parameters.oblast !== undefined && !isOblast(parameters.oblast)) return refused('oblast', UNKNOWN);
      const all = await readCoverage();
      const rows = all.filter(
        ({ hromadaCode }) =>
          parameters.oblast === undefined || findHromada(hromadaCode)?.oblastCode === parameters.oblast,
      );
      const { page, next } = pageOf(rows, ({ hromadaCode }) => hromadaCode, parameters);
      return {
        definition: COVERAGE_DEFINITION,
        provenance: { installation, ...OFFICERS },
        hromadas: page.map(toCoverage),
        next_page_token: next,
      };
    },
  });
}

function localizedName(name: string) {
  return { uk: name, en: transliterate(name) };
}

function toAnswer(found: Hromada, control: PlaceControl | undefined): z.input<typeof hromada> {
  const { code, name, kind, centre, population, populationSource, latitude, longitude } = found;
  return {
    katottg: code,
    name: localizedName(name),
    kind,
    centre: localizedName(centre),
    raion: { katottg: found.raionCode, name: localizedName(found.raionName) },
    oblast: { katottg: found.oblastCode, name: localizedName(found.oblastName) },
    population: { value: population, ...populationSource },
    point: { latitude, longitude },
    control: toControl(control),
  };
}

/** Null where there is nothing to know. */
export function toControl(found: PlaceControl | undefined): z.input<typeof control> | null {
  if (found === undefined) return null;
  return { status: found.status, since: written(found.since), since_exact: found.isSinceExact };
}

type Profile = NonNullable<Awaited<ReturnType<ReadOfficer>>['profile']>;

function toProfile({ name, dutyPhone, officeHours, languages, photoUrl }: Profile) {
  return {
    name,
    duty_phone: dutyPhone || null,
    office_hours: [...officeHours],
    languages: [...languages],
    photo_url: photoUrl || null,
  };
}

function toCoverage(row: HromadaCoverage): z.input<typeof coverage> {
  return {
    katottg: row.hromadaCode,
    population: row.population,
    population_covered: row.populationCovered,
    beats: row.beats,
    staffed_beats: row.staffedBeats,
    required_beats: row.requiredBeats,
    eligible: row.isEligible,
    control: toControl(row.control),
  };
}
