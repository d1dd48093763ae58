import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentReport, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { hromadas } from '@safe-community/territory';

/** A typical report: a text and a phone number to encrypt, a different hromada each time. */
export function sampleReport(number: number): ReportIncidentRequest {
  const hromada = hromadas()[number % hromadas().length];
  return {
    requestId: randomUUID(),
    report: IncidentReport.fromPartial({
      category: IncidentCategory.PUBLIC_ORDER,
      channel: ReportChannel.PHONE_102,
      hromadaCode: hromada?.code ?? '',
      attributes: [{ name: 'order_kind', value: 'disturbance' }],
      description: 'Біля магазину група людей шумить і бʼє пляшки, просять приїхати наряд.',
      reporter: { fullName: 'Олена Вигадана', phone: '+380440000000' },
    }),
  };
}
