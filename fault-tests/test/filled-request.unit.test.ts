import {
  ImportIncidentsRequest,
  ReportIncidentRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { describe, expect, it } from 'vitest';
import { readContract } from '../src/leak-probe/contract.ts';
import { filledRequest } from '../src/leak-probe/filled-request.ts';

const methods = readContract();

function filled(name: string, hasIds: boolean, first = 0): Buffer {
  const method = methods.find(({ path }) => path.endsWith(`/${name}`));
  if (method === undefined) throw new Error(`there is no method ${name}`);
  return filledRequest(method.request, { text: 'скрізь', hasIds, first });
}

describe('a request that is filled from its declaration', () => {
  it('has the text in every field, at any depth', () => {
    const { requestId, report } = ReportIncidentRequest.decode(filled('ReportIncident', false));
    expect(requestId).toBe('скрізь');
    expect(report).toMatchObject({
      description: 'скрізь',
      hromadaCode: 'скрізь',
      reporter: { fullName: 'скрізь', phone: 'скрізь' },
      attributes: [{ name: 'скрізь', value: 'скрізь' }],
      attachments: [{ uri: 'скрізь', mediaType: 'скрізь' }],
    });
    expect(report?.occurredTime?.getTime()).toBeGreaterThan(Date.UTC(2020, 0));
  });

  it('has ids where they are required', () => {
    const { requestId } = ReportIncidentRequest.decode(filled('ReportIncident', true));
    expect(requestId).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it('has one field of a oneof', () => {
    const cases = [0, 1].map(
      (first) => ImportIncidentsRequest.decode(filled('ImportIncidents', true, first)).part?.$case,
    );
    expect(cases).toEqual(['row', 'header']);
  });

  it('exists for every method', () => {
    expect(methods.length).toBeGreaterThan(60);
    for (const { request } of methods)
      expect(() => filledRequest(request, { text: '', hasIds: true, first: 0 })).not.toThrow();
  });
});
