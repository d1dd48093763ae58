import { RecordCaseRequest } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { contracts } from '@safe-community/contracts/inventory';
import { expect, test } from 'vitest';
import { filledFields, unfilled } from '../src/leak-probe/filled-fields.ts';

function namesIn(type: string, bytes: Uint8Array): string[] {
  const message = contracts().getMessage(`safecommunity.incidents.v1.${type}`);
  if (message === undefined) throw new Error(`there is no message ${type}`);
  return filledFields(message, bytes).map(({ name }) => name);
}

test('finds the content of a request in messages, lists and nested messages', () => {
  const report = { reporter: { phone: '+380' }, attachments: [{ uri: 'https://a' }] };
  const bytes = ReportIncidentRequest.encode(ReportIncidentRequest.fromPartial({ report })).finish();
  expect(namesIn('ReportIncidentRequest', bytes)).toEqual(['report', 'reporter', 'phone', 'attachments', 'uri']);
});

test('empty and zero values do not count as filled', () => {
  const request = RecordCaseRequest.fromPartial({ victim: {}, children: 0, narrative: 'так' });
  expect(namesIn('RecordCaseRequest', RecordCaseRequest.encode(request).finish())).toEqual(['victim', 'narrative']);
});

test('reports personal and secret fields that are not filled, and no others', () => {
  const missing = unfilled(new Set());
  expect(missing).toEqual(expect.arrayContaining(['ConcernedPerson.birth_date', 'ConfirmFixedRequest.tracking_token']));
  expect(missing).not.toContain('ReportIncidentRequest.request_id');
});
