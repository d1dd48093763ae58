import type { CategoryPolicy } from '../category-policy.ts';
import { OF_EMERGENCIES } from './expected-times.ts';
import { RETENTION } from './retention.ts';
import { called, value } from './wordings.ts';

export const SCHOOL_SAFETY: CategoryPolicy = {
  category: 'school_safety',
  name: { uk: 'Безпека в школі', en: 'School safety' },
  defaultUrgency: 'high',
  emergencyNumber: '102',
  responders: ['police', 'education_safety'],
  expected: OF_EMERGENCIES,
  attributes: [
    {
      ...called('school_matter', 'Що сталося у школі', 'What happened at the school'),
      required: true,
      type: 'choice',
      values: [
        value('bullying', 'Булінг', 'Bullying'),
        value('drugs', 'Наркотики', 'Drugs'),
        value('crime', 'Злочин', 'Crime'),
      ],
    },
    { ...called('school_edrpou', 'Код ЄДРПОУ школи', 'EDRPOU code of the school'), required: false, type: 'edrpou' },
  ],
  retentionDays: RETENTION.usual,
  published: false,
};
