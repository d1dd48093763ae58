import { CAMERA_MEASURES } from './camera-measures.ts';
import { CASE_MEASURES } from './case-measures.ts';
import { GUARANTEE_MEASURES } from './guarantee-measures.ts';
import { OFFICER_MEASURES } from './officer-measures.ts';
import { SURVEY_MEASURES } from './survey-measures.ts';
import { DETAILS, type Dimension } from './figure.ts';
import { cells, events, OF_INCIDENTS, quantiles, type Measure } from './measure.ts';

const BY_RESPONDER: readonly Dimension[] = [...OF_INCIDENTS, 'responder'];
const REPAIRS = { matter: 'incidents', ofCategories: ['infrastructure'] } as const;
const BARRIERS = { matter: 'incidents', ofCategories: ['access_barrier'] } as const;
const EACH_UK = 'Враховано кожну службу, також за хибними викликами й повторними повідомленнями.';
const EACH = 'Every responder counts, also of reports that turned out to be false calls or duplicates.';

export const MEASURES: readonly Measure[] = [
  {
    ...cells('incidents'),
    nameUk: 'Події',
    nameEn: 'Incidents',
    unit: 'incidents',
    definitionUk: 'Зареєстровані події за днем надходження, без хибних викликів і повторних повідомлень.',
    definition: 'Reported incidents by day of receipt, without false calls and duplicates.',
    dimensions: [...OF_INCIDENTS, 'channel', ...DETAILS],
  },
  {
    ...cells('killed'),
    nameUk: 'Загиблі',
    nameEn: 'Killed',
    definitionUk:
      'Люди, які загинули внаслідок подій, разом із дітьми, без захисників, за днем надходження повідомлення.',
    definition: 'People killed in incidents, children included, defenders not, by day of receipt of the incident.',
  },
  {
    ...cells('injured'),
    nameUk: 'Травмовані',
    nameEn: 'Injured',
    definitionUk:
      'Люди, травмовані внаслідок подій, разом із дітьми, без захисників, за днем надходження повідомлення.',
    definition: 'People injured in incidents, children included, defenders not, by day of receipt of the incident.',
  },
  {
    ...cells('children_killed'),
    lowestLevel: 'oblast',
    nameUk: 'Загиблі діти',
    nameEn: 'Children killed',
    definitionUk: 'Діти серед загиблих.',
    definition: 'Children among the killed.',
  },
  {
    ...cells('children_injured'),
    lowestLevel: 'oblast',
    nameUk: 'Травмовані діти',
    nameEn: 'Children injured',
    definitionUk: 'Діти серед травмованих.',
    definition: 'Children among the injured.',
  },
  {
    ...cells('defenders_killed'),
    lowestLevel: 'oblast',
    nameUk: 'Загиблі захисники',
    nameEn: 'Defenders killed',
    definitionUk: 'Захисники, які загинули внаслідок подій; до загиблих їх не зараховано.',
    definition: 'Defenders killed in incidents, who are not among the killed.',
  },
  {
    ...cells('defenders_injured'),
    lowestLevel: 'oblast',
    nameUk: 'Травмовані захисники',
    nameEn: 'Defenders injured',
    definitionUk: 'Захисники, травмовані внаслідок подій; до травмованих їх не зараховано.',
    definition: 'Defenders injured in incidents, who are not among the injured.',
  },
  {
    ...cells('outcomes_open'),
    nameUk: 'Події без відомого наслідку',
    nameEn: 'Outcomes not yet stated',
    unit: 'incidents',
    definitionUk:
      'Події, про які ще ніхто не повідомив, чи постраждали люди, за днем надходження. До них не входять звернення про інфраструктуру та перешкоди.',
    definition:
      'Incidents of which nobody has stated yet whether anyone was hurt, by day of receipt. Not of infrastructure and access barriers.',
    dimensions: OF_INCIDENTS,
  },
  events('false_calls', {
    nameUk: 'Хибні виклики',
    nameEn: 'False calls',
    unit: 'reports',
    definitionUk:
      'Повідомлення, відхилені як хибні виклики й не поновлені, за днем надходження. До подій їх не зараховано.',
    definition:
      'Reports that were rejected as false calls and not reopened, by day of receipt. They are not among the incidents.',
    basis: 'incident-withdrawn, incident-restored',
  }),
  events('duplicates', {
    nameUk: 'Повторні повідомлення',
    nameEn: 'Duplicate reports',
    unit: 'reports',
    definitionUk: 'Повідомлення, об’єднані з іншою подією, за днем надходження. До подій їх не зараховано.',
    definition: 'Reports that were merged into another incident, by day of receipt. They are not among the incidents.',
    basis: 'incident-withdrawn, incident-restored',
  }),
  events('resolved', {
    nameUk: 'Вирішені події',
    nameEn: 'Resolved',
    unit: 'incidents',
    definitionUk: 'Скільки разів події було вирішено, за днем цього кроку. Поновлену подію можна вирішити ще раз.',
    definition:
      'Times that an incident was resolved, by day of that step. One that was reopened may be resolved again.',
    basis: 'incident-state-changed',
  }),
  events('reopened', {
    nameUk: 'Поновлені події',
    nameEn: 'Reopened',
    unit: 'incidents',
    definitionUk: 'Скільки разів завершені події було поновлено, за днем цього кроку.',
    definition: 'Times that an ended incident was opened again, by day of that step.',
    basis: 'incident-state-changed',
  }),
  events('missed_deadlines', {
    nameUk: 'Пропущені строки',
    nameEn: 'Missed deadlines',
    unit: 'escalations',
    definitionUk: 'Пропущені очікувані строки наступного кроку, за днем сповіщення керівника; враховано кожен рівень.',
    definition: 'Expected times of the next step that passed, by the day of the escalation; each level counts.',
    basis: 'incident-escalated',
  }),
  ...quantiles('response_time', {
    nameUk: 'Час реагування',
    nameEn: 'Response time',
    definitionUk: 'Від надходження повідомлення до прибуття першої служби на місце, за днем надходження.',
    definition: 'From the receipt of an incident until the first responder is at the scene, by day of receipt.',
    basis: 'responder-arrived, incident-withdrawn, incident-restored',
  }),
  ...quantiles(
    'dispatch_time',
    {
      nameUk: 'Час до направлення',
      nameEn: 'Time to dispatch',
      definitionUk: `Від надходження повідомлення до направлення служби, за днем надходження. ${EACH_UK}`,
      definition: `From the receipt until a responder is dispatched, by day of receipt. ${EACH}`,
      basis: 'responder-progressed',
    },
    BY_RESPONDER,
  ),
  ...quantiles(
    'turnout_time',
    {
      nameUk: 'Час до виїзду',
      nameEn: 'Turnout time',
      definitionUk: `Від направлення служби до її виїзду, за днем надходження. ${EACH_UK}`,
      definition: `From the dispatch until the responder is on its way, by day of receipt. ${EACH}`,
      basis: 'responder-progressed',
    },
    BY_RESPONDER,
  ),
  ...quantiles(
    'travel_time',
    {
      nameUk: 'Час у дорозі',
      nameEn: 'Travel time',
      definitionUk: `Від виїзду служби до її прибуття на місце, за днем надходження. ${EACH_UK}`,
      definition: `From the departure until the responder is at the scene, by day of receipt. ${EACH}`,
      basis: 'responder-progressed',
    },
    BY_RESPONDER,
  ),
  ...quantiles(
    'arrival_time',
    {
      nameUk: 'Час до прибуття',
      nameEn: 'Time to arrival',
      definitionUk: `Від надходження повідомлення до прибуття служби на місце, за днем надходження. ${EACH_UK}`,
      definition: `From the receipt until a responder is at the scene, by day of receipt. ${EACH}`,
      basis: 'responder-progressed',
    },
    BY_RESPONDER,
  ),
  ...quantiles(
    'light_repair_time',
    {
      nameUk: 'Час ремонту освітлення',
      nameEn: 'Time to repair a street light',
      definitionUk: 'Від повідомлення про несправне освітлення до його відновлення, за днем ремонту.',
      definition: 'From the report of a broken street light until it is resolved, by day of the repair.',
      basis: 'incident-state-changed',
    },
    OF_INCIDENTS,
    REPAIRS,
  ),
  ...quantiles(
    'pit_repair_time',
    {
      nameUk: 'Час ремонту ями',
      nameEn: 'Time to repair a pothole',
      definitionUk: 'Від повідомлення про яму на дорозі до її усунення, за днем ремонту.',
      definition: 'From the report of a pothole until it is resolved, by day of the repair.',
      basis: 'incident-state-changed',
    },
    OF_INCIDENTS,
    REPAIRS,
  ),
  ...quantiles(
    'barrier_removal_time',
    {
      nameUk: 'Час усунення перешкоди',
      nameEn: 'Time to remove an access barrier',
      definitionUk: 'Від повідомлення про перешкоду до її усунення, за днем усунення.',
      definition: 'From the report of a barrier until it is resolved, by day of the resolution.',
      basis: 'incident-state-changed',
    },
    OF_INCIDENTS,
    BARRIERS,
  ),
  ...CASE_MEASURES,
  ...CAMERA_MEASURES,
  ...OFFICER_MEASURES,
  ...GUARANTEE_MEASURES,
  ...SURVEY_MEASURES,
];

const BY_NAME: ReadonlyMap<string, Measure> = new Map(MEASURES.map((measure) => [measure.name, measure]));

export function findMeasure(name: string): Measure | undefined {
  return BY_NAME.get(name);
}
