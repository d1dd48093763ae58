import type { Language } from '../site/module.ts';
import type { FoundPlace, PlaceNames, SettlementKind } from './place.ts';

const UK = {
  kinds: { city: 'місто', settlement: 'селище', village: 'село', district: 'район міста' } as Readonly<
    Record<SettlementKind, string>
  >,
  hromada: (name: string) => `${name} громада`,
  where: (oblast: string, raion: string) => (raion === '' ? '' : `${oblast} область, ${raion} район`),
  former: (name: string) => `колишня назва – ${name}`,
  renamed: (day: string) => `перейменовано ${day}`,
};

const EN: typeof UK = {
  kinds: { city: 'city', settlement: 'settlement', village: 'village', district: 'city district' },
  hromada: (name) => `${name} hromada`,
  where: (oblast, raion) => (raion === '' ? '' : `${oblast} oblast, ${raion} raion`),
  former: (name) => `formerly ${name}`,
  renamed: (day) => `renamed on ${day}`,
};

const TEXTS: Readonly<Record<Language, typeof UK>> = { uk: UK, en: EN };

/** "Вінницька громада", or the name of a city with special status. */
export function hromadaName({ name, isCity }: PlaceNames, language: Language): string {
  return isCity ? name : TEXTS[language].hromada(name);
}

/** "село Якушинці, Якушинецька громада" */
export function placeName({ settlement, hromada }: FoundPlace, language: Language): string {
  const ofHromada = hromadaName(hromada, language);
  return settlement === undefined ? ofHromada : `${settlementName(settlement, language)}, ${ofHromada}`;
}

/** "село Якушинці" */
export function settlementName({ name, kind }: NonNullable<FoundPlace['settlement']>, language: Language): string {
  const word = TEXTS[language].kinds[kind];
  return language === 'uk' ? `${word} ${name}` : `${name} (${word})`;
}

/** The same with raion and oblast, to tell places of one name apart, and with the former name that was typed. */
export function longPlaceName(place: FoundPlace, language: Language): string {
  const { oblast, raion } = place.hromada;
  const name = [placeName(place, language), TEXTS[language].where(oblast, raion)]
    .filter((each) => each !== '')
    .join(', ');
  const former = place.guess?.former;
  return former === undefined ? name : `${name} (${formerly(former, language)})`;
}

/** "колишня назва – Кіровоград, перейменовано 14 липня 2016 р." */
function formerly({ name, renamedOn }: Former, language: Language): string {
  const texts = TEXTS[language];
  return renamedOn === undefined ? texts.former(name) : `${texts.former(name)}, ${texts.renamed(renamedOn)}`;
}

type Former = NonNullable<NonNullable<FoundPlace['guess']>['former']>;
