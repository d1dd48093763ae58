import type { CategoryPolicy } from '../category-policy.ts';
import { OF_EMERGENCIES } from './expected-times.ts';
import { RETENTION } from './retention.ts';
import { called, OTHER, UNKNOWN, value, yesNo } from './wordings.ts';

export const MEDICAL: CategoryPolicy = {
  category: 'medical',
  name: { uk: 'Медична допомога', en: 'Medical' },
  defaultUrgency: 'immediate',
  emergencyNumber: '103',
  responders: ['ambulance'],
  expected: OF_EMERGENCIES,
  attributes: [
    {
      ...called('medical_kind', 'Що сталося', 'What happened'),
      required: true,
      type: 'choice',
      values: [
        value('cardiac', 'Серцевий напад', 'Cardiac'),
        value('trauma', 'Травма', 'Trauma'),
        value('breathing', 'Утруднене дихання', 'Breathing'),
        value('unconscious', 'Непритомність', 'Unconscious'),
        value('childbirth', 'Пологи', 'Childbirth'),
        value('poisoning', 'Отруєння', 'Poisoning'),
        OTHER,
        UNKNOWN,
      ],
    },
    {
      ...called('patients', 'Кількість хворих або постраждалих', 'Number of patients'),
      required: false,
      type: 'number',
      least: 1,
      most: 1_000,
    },
    yesNo('air_evacuation', 'Потрібна авіаційна евакуація', 'Air evacuation is needed'),
  ],
  retentionDays: RETENTION.shortCopy,
  published: false,
};
