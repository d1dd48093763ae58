import { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { inspectMessage } from '@safe-community/grpc-kit';
import { contracts } from '@safe-community/contracts/inventory';
import { expect, test } from 'vitest';
import { beyondLimits } from '../src/fuzz/beyond-limits.ts';

const TYPE = 'safecommunity.incidents.v1.ReportIncidentRequest';

function ofReport() {
  const type = contracts().getMessage(TYPE);
  if (type === undefined) throw new Error(`there is no message ${TYPE}`);
  return beyondLimits(type);
}

test('each request has one field beyond its limit, at the stated path', () => {
  for (const { field, bytes } of ofReport()) {
    expect(inspectMessage(TYPE, ReportIncidentRequest.decode(bytes)).map((one) => one.field)).toEqual([field]);
  }
});

test('covers texts, lists, bytes and nested fields', () => {
  const fields = new Set(ofReport().map(({ field }) => field));
  for (const field of [
    'request_id',
    'report.description',
    'report.reporter.phone',
    'report.attachments',
    'report.attachments[0].uri',
    'report.attachments[0].sha256',
  ]) {
    expect(fields).toContain(field);
  }
});
