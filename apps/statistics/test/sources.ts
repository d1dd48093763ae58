import { randomUUID } from 'node:crypto';
import {
  DeclareSourceRequest,
  EndSourceRequest,
  ListSourcesRequest,
  SourceServiceClient,
} from '@safe-community/contracts/statistics/v1/source_service.ts';
import { ReportedMatter, type SourceDeclaration } from '@safe-community/contracts/statistics/v1/source.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { inOneGo, type Database } from '@safe-community/database';
import { addDays } from '@safe-community/domain-kit';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { demoClientCredentials } from '@safe-community/testkit';
import { onTestFinished } from 'vitest';
import { hear } from '../src/heard/heard.store.ts';
import { CATEGORIES, isSensitive } from '../src/incidents/module.ts';
import { asDeclaration, MATTERS } from '../src/sources/declaration.ts';
import { insertDeclaration } from '../src/sources/declarations.store.ts';
import { toDraft } from '../src/sources/source.mapping.ts';

const DEADLINE_MS = 30_000;

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
    declare: async (more: Partial<SourceDeclaration> = {}) => {
      const request = DeclareSourceRequest.fromPartial({
        requestId: randomUUID(),
        declaration: { ...DECLARATION, ...more },
      });
      const { source } = await callUnary('DeclareSource', client.declareSource.bind(client), request, DEADLINE_MS);
      return source?.declarationId ?? '';
    },
    end: (declarationId: string, lastDay: string, requestId = randomUUID()) => {
      const request = EndSourceRequest.fromPartial({ requestId, declarationId, lastDay, saidBy: 'a test' });
      return callUnary('EndSource', client.endSource.bind(client), request, DEADLINE_MS);
    },
    list: async (more: Partial<ListSourcesRequest> = {}) => {
      const request = ListSourcesRequest.fromPartial(more);
      return callUnary('ListSources', client.listSources.bind(client), request, DEADLINE_MS);
    },
  };
}

/** Declares that the source of the events of tests reports everything from a day on, and was heard every month. */
export async function declareEverything(database: Database, firstDay: string): Promise<void> {
  await hearEveryMonth(database, 'tests');
  await database.em.fork().transactional(async (tx) => {
    const by = { caller: 'tests', at: new Date(), today: '2000-01-01' };
    const categories = CATEGORIES.filter((category) => !isSensitive(category));
    const declared = { ...toDraft(DECLARATION), source: 'tests', firstDay, matters: MATTERS, categories };
    await insertDeclaration(
      tx,
      { ...asDeclaration(declared), declarationId: randomUUID(), endedSaidBy: undefined },
      by,
    );
  });
}

/** A source that reports every 30 days, from 2019 until long after today. */
export function hearEveryMonth(database: Database, source: string): Promise<unknown> {
  const days = Array.from({ length: 90 }, (_, index) => addDays('2019-12-01', 30 * index));
  return inOneGo(database, hear(days.map((day) => ({ source, day, knownOn: day }))));
}
