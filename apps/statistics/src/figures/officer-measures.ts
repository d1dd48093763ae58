import { officers, type Measure } from './measure.ts';

type Row = readonly [...of: Parameters<typeof officers>[1], nameUk: string, nameEn: string, definition: string];

// prettier-ignore
const STAGES: readonly Row[] = [
  ['community', 'candidate', 'Кандидати в офіцери громад', 'Candidates for community officers', 'Candidates for community officers.'],
  ['community', 'selection', 'Офіцери громад на відборі', 'Community officers in selection', 'Future community officers in selection.'],
  ['community', 'training', 'Офіцери громад на навчанні', 'Community officers in training', 'Future community officers in training.'],
  ['community', 'active', 'Діючі офіцери громад', 'Active community officers', 'Community officers in active service, with or without a beat.'],
  ['community', 'on_leave', 'Офіцери громад у відпустці', 'Community officers on leave', 'Community officers on leave.'],
  ['community', 'suspended', 'Відсторонені офіцери громад', 'Suspended community officers', 'Community officers who are suspended.'],
  ['district', 'active', 'Діючі дільничні офіцери', 'Active district officers', 'District officers in active service.'],
  ['patrol', 'active', 'Діючі патрульні', 'Active patrol officers', 'Patrol officers in active service.'],
];

/** Officers by stage. */
export const OFFICER_MEASURES: readonly Measure[] = STAGES.map(([kind, state, nameUk, nameEn, definition]) =>
  officers(`${kind}_officers_${state}`, [kind, state], { nameUk, nameEn, definition }),
);
