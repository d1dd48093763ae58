import type { ResponseTarget } from './response-target.ts';

const ACT_1271 = 'Постанова Кабінету Міністрів України № 1271 від 16.12.2020';
const FIRE_FIGURES = 'Норматив прибуття пожежно-рятувальних підрозділів; акт і дату набрання чинності не знайдено';
const POLICE_FIGURES = 'Рекомендований час прибуття поліції; джерела розходяться щодо початку відліку';

/** The earliest day of a rule, of those whose first day is not known. */
const UNKNOWN_START = '2000-01-01';

type Given = Pick<ResponseTarget, 'service' | 'minutes' | 'status' | 'validFrom' | 'source'>;

function target(given: Given, more: Partial<ResponseTarget> = {}): ResponseTarget {
  return {
    goal: 'arrival',
    targetClass: '',
    area: 'any',
    hromadaCode: '',
    validTo: '',
    allowedExceedancePercent: undefined,
    clock: 'received',
    confirmed: false,
    ...given,
    ...more,
  };
}

const ambulance = (targetClass: string, minutes: number, allowedExceedancePercent: number): ResponseTarget =>
  target(
    { service: 'ambulance', minutes, status: 'binding', validFrom: '2021-01-01', source: ACT_1271 },
    { targetClass, allowedExceedancePercent, confirmed: true },
  );

const rescue = (area: 'urban' | 'rural', minutes: number): ResponseTarget =>
  target(
    { service: 'rescue', minutes, status: 'not_stated', validFrom: UNKNOWN_START, source: FIRE_FIGURES },
    { area },
  );

const police = (targetClass: string, minutes: number): ResponseTarget =>
  target(
    { service: 'police', minutes, status: 'recommended', validFrom: UNKNOWN_START, source: POLICE_FIGURES },
    { targetClass, area: 'urban' },
  );

/**
 * The targets that are delivered with the product. Unconfirmed ones wait for a person to compare them with their source.
 * For street lights no rule is known: the hromada records its own promise.
 */
export const FIRST_TARGETS: readonly ResponseTarget[] = [
  ambulance('critical', 10, 25),
  ambulance('emergency', 20, 15),
  rescue('urban', 10),
  rescue('rural', 20),
  police('', 7),
  // Not applied automatically: no report says from where the police came.
  police('neighbouring_zone', 10),
  target(
    {
      service: 'police',
      minutes: 20,
      status: 'announced',
      validFrom: '2025-08-18',
      source: 'Міністр внутрішніх справ, 18.08.2025: у середньому в громаді',
    },
    { confirmed: true },
  ),
  target(
    {
      service: 'municipality',
      minutes: 10 * 24 * 60,
      status: 'not_stated',
      validFrom: UNKNOWN_START,
      source: 'ДСТУ 3587-97: до 10 діб від виявлення; чинну редакцію не звірено',
    },
    { goal: 'repair', targetClass: 'road_pit', clock: 'discovered' },
  ),
];
