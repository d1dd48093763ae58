import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Random } from '../random.ts';
import { PLACES } from './places.ts';

/** Kinds of reports with their required attributes. */
const KINDS = [
  { category: IncidentCategory.FIRE, attributes: [{ name: 'fire_object', value: 'dwelling' }] },
  { category: IncidentCategory.WATER, attributes: [{ name: 'water_kind', value: 'flood' }] },
  { category: IncidentCategory.PUBLIC_ORDER, attributes: [{ name: 'order_kind', value: 'disturbance' }] },
  { category: IncidentCategory.INFRASTRUCTURE, attributes: [{ name: 'infrastructure_kind', value: 'road_pit' }] },
  { category: IncidentCategory.OTHER, attributes: [] },
];

/** A valid invented report. */
export function sampleReport(random: Random): ReportIncidentRequest {
  return {
    requestId: random.uuid(),
    report: IncidentReport.fromPartial({
      ...random.pick(KINDS),
      channel: ReportChannel.PHONE_102,
      hromadaCode: random.pick(PLACES),
      description: 'Вигаданий випадок для перевірки стійкості.',
      reporter: { fullName: 'Олена Вигадана', phone: '+380440000000' },
    }),
  };
}
