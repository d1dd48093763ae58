import { randomUUID } from 'node:crypto';
import {
  DeclareSourceRequest,
  EndSourceRequest,
  ListSourcesRequest,
  SourceServiceClient,
} from '@safe-community/contracts/statistics/v1/source_service.ts';
import { ReportedMatter, SourceDeclaration } from '@safe-community/contracts/statistics/v1/source.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { demoClientCredentials } from '@safe-community/testkit';
import { onTestFinished } from 'vitest';

const DEADLINE_MS = 5_000;

/** Everything about road crashes in the country since 2020. */
export const DECLARATION: SourceDeclaration = {
  source: '112',
  titleUk: 'Центр 112',
  titleEn: '112 centre',
  matters: [ReportedMatter.INCIDENTS, ReportedMatter.CASUALTIES, ReportedMatter.ARRIVALS],
  categories: [IncidentCategory.ROAD_CRASH],
  territoryCodes: ['UA'],
  firstDay: '2020-01-01',
  lastDay: '',
  lagDays: 0,
  saidBy: 'a test',
};

/** Calls of the sources, until the test ends. */
export function sourcesOf(port: number) {
  const client = openClient(SourceServiceClient, `localhost:${port}`, demoClientCredentials());
  onTestFinished(() => client.close());
  return {
    async declare(more: Partial<SourceDeclaration> = {}) {
      const request = DeclareSourceRequest.fromPartial({
        requestId: randomUUID(),
        declaration: { ...DECLARATION, ...more },
      });
      const { source } = await callUnary('DeclareSource', client.declareSource.bind(client), request, DEADLINE_MS);
      return source?.declarationId ?? '';
    },
    end(declarationId: string, lastDay: string, requestId = randomUUID()) {
      const request = EndSourceRequest.fromPartial({ requestId, declarationId, lastDay, saidBy: 'a test' });
      return callUnary('EndSource', client.endSource.bind(client), request, DEADLINE_MS);
    },
    async list(more: Partial<ListSourcesRequest> = {}) {
      const request = ListSourcesRequest.fromPartial(more);
      return callUnary('ListSources', client.listSources.bind(client), request, DEADLINE_MS);
    },
  };
}
