import { unless, type Violation } from '@safe-community/domain-kit';
import type { Incident } from '../incident/module.ts';

const RULE = 'differs from what was imported before; an import does not change it';

/**
 * What a later version of an imported row says otherwise about the incident itself: no step changes that.
 *
 * @param successor of a hromada that was merged since.
 */
export function differencesOf(stored: Incident, later: Incident, successor: (code: string) => string): Violation[] {
  const facts: Readonly<Record<string, (incident: Incident) => unknown>> = {
    'report.category': ({ category }) => category,
    'report.channel': ({ channel }) => channel,
    'report.hromada_code': ({ hromadaCode }) => successor(hromadaCode),
    'report.starosta_district_code': ({ starostaDistrictCode }) => starostaDistrictCode,
    'report.settlement_code': ({ settlementCode }) => settlementCode,
    received_time: ({ receivedAt }) => receivedAt,
    'report.occurred_time': ({ occurredAt }) => occurredAt,
    'report.casualties': ({ casualties }) => casualties,
    'report.location': ({ openLocation, personal }) => openLocation ?? personal.location,
    'report.attributes': ({ openAttributes, personal }) => ({ ...openAttributes, ...personal.attributes }),
    'report.external_classification': ({ countedBy, personal }) =>
      personal.externalClassification ?? countedBy?.externalClassification,
    'report.description': ({ personal }) => personal.description,
    'report.reporter': ({ personal }) => personal.reporter,
    'report.on_behalf_of': ({ personal }) => personal.onBehalfOf,
    'report.attachments': ({ personal }) => personal.attachments,
    'report.test': ({ reportedAsTest }) => reportedAsTest,
  };
  return Object.entries(facts).flatMap(([field, factOf]) =>
    unless(textOf(factOf(stored)) === textOf(factOf(later)), field, RULE),
  );
}

/** Equal for equal facts, whatever the order of their parts is. */
function textOf(fact: unknown): string {
  return JSON.stringify(fact, sorted) ?? '';
}

function sorted(_key: string, value: unknown): unknown {
  // The size of an attachment.
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
