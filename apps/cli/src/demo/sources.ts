import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ReportedMatter, type SourceDeclaration } from '@safe-community/contracts/statistics/v1/source.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit';
import { findHromada, oblasts } from '@safe-community/territory';
import { HISTORY_DAYS } from './flood.ts';
import { DAYS } from './incidents.ts';

const { ROAD_CRASH, FIRE, WATER, MEDICAL, PUBLIC_ORDER, GAS, OTHER, INFRASTRUCTURE, ACCESS_BARRIER } = IncidentCategory;
const { INCIDENTS, CASUALTIES, ARRIVALS } = ReportedMatter;

const BY_112: readonly IncidentCategory[] = [ROAD_CRASH, FIRE, MEDICAL, PUBLIC_ORDER, GAS, OTHER];
const BY_PORTAL: readonly IncidentCategory[] = [INFRASTRUCTURE, ACCESS_BARRIER];
/** Zakarpatska, Volynska, Chernivetska. */
const NOT_CONNECTED = ['UA21', 'UA07', 'UA73'];

/** Sources of the demonstration, by the names under which their reports are imported. */
const NAMES = { centre: 'demo-112', water: 'demo-water', portal: 'demo-portal', silent: 'demo-silent' } as const;
/** Reports of whom nothing is declared. */
const UNDECLARED = 'demo-others';

/** Which source reports a row: some oblasts and the sensitive categories have none that is declared. */
export function sourceOf({ externalId, report }: ImportRow): string {
  const { category = IncidentCategory.UNSPECIFIED, hromadaCode = '' } = report ?? {};
  if (externalId.startsWith('demo-silent')) return NAMES.silent;
  if (category === WATER) return NAMES.water;
  if (BY_PORTAL.includes(category)) return NAMES.portal;
  const isConnected = !NOT_CONNECTED.includes((findHromada(hromadaCode)?.oblastCode ?? '').slice(0, 4));
  return BY_112.includes(category) && isConnected ? NAMES.centre : UNDECLARED;
}

/**
 * Water is reported everywhere for two years, most other things in most oblasts for 30 days, and one oblast has a source that
 * stopped months ago: figures are complete, incomplete, and unknown.
 */
export function planSources(anchorDay: Date): SourceDeclaration[] {
  const today = kyivDay(anchorDay);
  const connected = oblasts().flatMap(({ code }) => (NOT_CONNECTED.includes(code.slice(0, 4)) ? [] : [code]));
  const invented = {
    lastDay: '',
    lagDays: 0,
    saidBy: 'Демонстрація: вигадане джерело (demonstration: an invented source)',
  };
  return [
    {
      ...invented,
      source: NAMES.centre,
      titleUk: 'Центри екстреної допомоги 112',
      titleEn: '112 emergency centres',
      matters: [INCIDENTS, CASUALTIES, ARRIVALS],
      categories: [...BY_112],
      territoryCodes: connected,
      firstDay: addDays(today, -DAYS),
    },
    {
      ...invented,
      source: NAMES.water,
      titleUk: 'Рятувальники на воді',
      titleEn: 'Water rescue',
      matters: [INCIDENTS, CASUALTIES, ARRIVALS],
      categories: [WATER],
      territoryCodes: ['UA'],
      firstDay: addDays(today, -DAYS - HISTORY_DAYS),
    },
    {
      ...invented,
      source: NAMES.portal,
      titleUk: 'Портал звернень громад',
      titleEn: 'Portal of the hromadas',
      matters: [INCIDENTS],
      categories: [...BY_PORTAL],
      territoryCodes: ['UA'],
      firstDay: addDays(today, -DAYS),
    },
    {
      ...invented,
      source: NAMES.silent,
      titleUk: 'Диспетчерська Чернівецької області',
      titleEn: 'Dispatch centre of Chernivetska oblast',
      matters: [INCIDENTS, CASUALTIES],
      categories: [ROAD_CRASH],
      territoryCodes: oblasts().flatMap(({ code }) => (code.startsWith('UA73') ? [code] : [])),
      firstDay: addDays(today, -SILENT_FROM),
    },
  ];
}

/** Days before the anchor day between which the silent source reported, every other day. */
export const SILENT_FROM = 200;
export const SILENT_TO = 110;
