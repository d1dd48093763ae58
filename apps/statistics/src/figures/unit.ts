interface Forms {
  readonly one?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

interface Words {
  readonly uk: Forms;
  readonly en: Forms;
  /** In a list of units: "подій". */
  readonly nameUk: string;
}

/** The units of measures and promises, and those in which charts draw seconds. */
const UNITS = {
  incidents: words(['подія', 'події', 'подій'], ['incident', 'incidents']),
  people: words(['особа', 'особи', 'осіб'], ['person', 'people']),
  reports: words(['повідомлення', 'повідомлення', 'повідомлень'], ['report', 'reports']),
  escalations: words(['раз', 'рази', 'разів'], ['escalation', 'escalations']),
  outcomes: words(['рішення', 'рішення', 'рішень'], ['outcome', 'outcomes']),
  rulings: words(['постанова', 'постанови', 'постанов'], ['ruling', 'rulings']),
  requests: words(['запит', 'запити', 'запитів'], ['request', 'requests']),
  orders: words(['припис', 'приписи', 'приписів'], ['order', 'orders']),
  breaches: words(['порушення', 'порушення', 'порушень'], ['breach', 'breaches']),
  referrals: words(['направлення', 'направлення', 'направлень'], ['referral', 'referrals']),
  visits: words(['відвідування', 'відвідування', 'відвідувань'], ['visit', 'visits']),
  repairs: words(['ремонт', 'ремонти', 'ремонтів'], ['repair', 'repairs']),
  officers: words(['офіцер', 'офіцери', 'офіцерів'], ['officer', 'officers']),
  hromadas: words(['громада', 'громади', 'громад'], ['hromada', 'hromadas']),
  seconds: words(['секунда', 'секунди', 'секунд'], ['second', 'seconds']),
  minutes: { uk: { other: 'хв' }, en: { other: 'min' }, nameUk: 'хвилин' },
  hours: words(['година', 'години', 'годин'], ['hour', 'hours']),
  days: words(['доба', 'доби', 'діб'], ['day', 'days']),
  'per cent': { uk: { other: '%' }, en: { other: '%' }, nameUk: 'відсотків' },
} as const satisfies Readonly<Record<string, Words>>;

export type UnitName = keyof typeof UNITS;

function words([one, few, many]: [string, string, string], [single, plural]: [string, string]): Words {
  return { uk: { one, few, many, other: few }, en: { one: single, other: plural }, nameUk: many };
}

export function unitWords(unit: UnitName, language: 'uk' | 'en'): Forms {
  return UNITS[unit][language];
}

/** "подій"; in English, the unit is its name. */
export function unitNameUk(unit: UnitName): string {
  return UNITS[unit].nameUk;
}
