import { ApiKeyServiceService as ApiKeys } from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { CatalogueServiceService as Catalogue } from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { PublicRequestServiceService as Requests } from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { serve, startServer } from '@safe-community/grpc-kit';
import { createLogger } from '@safe-community/telemetry';
import { testCaller, testPki } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { FORM, POST_PATH } from '../../test/program-posts.ts';
import { runPages, type RunningPages } from '../../test/running-pages.ts';
import { connectBackend } from '../backend/module.ts';

// A right that the gateway lacks itself is no fault of the program that asks.

/** Codes of gRPC: PERMISSION_DENIED for a right that a system lacks, UNAUTHENTICATED for a system that is unknown. */
const SYSTEMS = [
  ['statistics', 7],
  ['nats', 16],
] as const;

/** The gateway with this certificate, in front of an intake that gives the caller "statistics" no right, and does not know "nats". */
async function runAs(name: 'nats' | 'statistics'): Promise<RunningPages> {
  const { caFile, identities } = testPki();
  const denied = async () => {
    throw new Error('the call must be denied before it is handled');
  };
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    tls: { caFile, ...identities['incident-intake'] },
    callers: new Map([['statistics', testCaller('statistics', [])]]),
    services: [
      serve(
        { checkApiKey: ApiKeys.checkApiKey, reportWithApiKey: ApiKeys.reportWithApiKey },
        { checkApiKey: denied, reportWithApiKey: denied },
      ),
      serve({ listCategories: Catalogue.listCategories }, { listCategories: denied }),
      serve({ listRequests: Requests.listRequests }, { listRequests: denied }),
      serve({ getScorecard: Statistics.getScorecard }, { getScorecard: denied }),
    ],
    logger: createLogger({ service: 'test', level: 'silent' }),
    faultOf: () => undefined,
  });
  onTestFinished(() => server.drain(100));
  const incidentIntake = `localhost:${server.port}`;
  const addresses = {
    officerRegistry: incidentIntake,
    incidentIntake,
    cameraRollout: incidentIntake,
    statistics: incidentIntake,
  };
  const services = connectBackend(addresses, { caFile, ...identities[name] }, 'demonstration');
  const running = await runPages({}, { services });
  onTestFinished(async () => {
    await running.stop();
    services.close();
  });
  return running;
}

test.each(SYSTEMS)(
  'as %s: nobody is told that a key or a request is wrong, and the log says why',
  async (name, code) => {
    const running = await runAs(name);
    const post = () => fetch(`${running.url}${POST_PATH}.json`, { method: 'POST', body: new URLSearchParams(FORM) });
    const reads = ['/open311/v2/requests.json', '/open311/v2/services.xml', '/api/v1/scorecard'];
    for (const ask of [post, ...reads.map((path) => () => running.get(path))]) {
      const before = running.log.length;
      const response = await ask();
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60']);
      expect(await response.text()).not.toMatch(/api_key|denied|permission/i);
      const lines = running.log.slice(before).map((line) => JSON.parse(line) as object);
      expect(lines).toContainEqual(
        expect.objectContaining({
          level: 'warn',
          message: 'a program got no answer',
          error: expect.objectContaining({ cause: expect.objectContaining({ code }) }),
        }),
      );
    }
    expect(running.log.join('')).not.toContain(FORM.api_key);
  },
);
