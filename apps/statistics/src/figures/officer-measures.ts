import { officers, type Measure } from './measure.ts';

type Row = readonly [
  ...of: Parameters<typeof officers>[1],
  nameUk: string,
  nameEn: string,
  definitionUk: string,
  definition: string,
];

// prettier-ignore
const STAGES: readonly Row[] = [
  ['community', 'candidate', 'Кандидати в офіцери громад', 'Candidates for community officers', 'Кандидати в офіцери громад.', 'Candidates for community officers.'],
  ['community', 'selection', 'Офіцери громад на відборі', 'Community officers in selection', 'Майбутні офіцери громад на відборі.', 'Future community officers in selection.'],
  ['community', 'training', 'Офіцери громад на навчанні', 'Community officers in training', 'Майбутні офіцери громад на навчанні.', 'Future community officers in training.'],
  ['community', 'active', 'Офіцери громад на службі', 'Active community officers', 'Офіцери громад на службі, з дільницею чи без неї.', 'Community officers in active service, with or without a beat.'],
  ['community', 'on_leave', 'Офіцери громад у відпустці', 'Community officers on leave', 'Офіцери громад у відпустці.', 'Community officers on leave.'],
  ['community', 'suspended', 'Відсторонені офіцери громад', 'Suspended community officers', 'Офіцери громад, відсторонені від служби.', 'Community officers who are suspended.'],
  ['district', 'active', 'Дільничні офіцери на службі', 'Active district officers', 'Дільничні офіцери на службі.', 'District officers in active service.'],
  ['patrol', 'active', 'Патрульні на службі', 'Active patrol officers', 'Патрульні на службі.', 'Patrol officers in active service.'],
];

/** Officers by stage. */
export const OFFICER_MEASURES: readonly Measure[] = STAGES.map(
  ([kind, state, nameUk, nameEn, definitionUk, definition]) =>
    officers(`${kind}_officers_${state}`, [kind, state], { nameUk, nameEn, definitionUk, definition }),
);
