import { watchCertificates } from '@safe-community/service-kit/process';
import { serviceReady, type Logger } from '@safe-community/telemetry';
import { ACCESSIBILITY_PAGE } from './accessibility/module.ts';
import { connectBackend, type Backend } from './backend/module.ts';
import type { Config } from './config.ts';
import { formSeal, readFormSecrets, type FormSeal } from './forms/module.ts';
import { FRONT_PAGE } from './front/module.ts';
import { hromadaPage, hromadaReads } from './hromada/module.ts';
import { open311, open311Reads } from './open311/module.ts';
import { officerPage, officerReader } from './officer/module.ts';
import { reportCalls, reportPage } from './report/module.ts';
import { scorecardPage, scorecardReader } from './scorecard/module.ts';
import type { Escaped, Page } from './site/module.ts';
import { trackCalls, trackPage } from './track/module.ts';
import { listen, webApp, type Programs } from './web/module.ts';

/** Every page. Both languages, the tests, and the menu follow from this list. */
export function pagesOf(
  backend: Backend,
  seal: FormSeal,
  now: () => Date = () => new Date(),
): readonly Page<Escaped>[] {
  const readOfficer = officerReader(backend);
  return [
    FRONT_PAGE,
    reportPage(reportCalls(backend), seal, now),
    trackPage(trackCalls(backend), seal, now),
    officerPage(readOfficer),
    hromadaPage(readOfficer, hromadaReads(backend, now)),
    scorecardPage(scorecardReader(backend, now)),
    ACCESSIBILITY_PAGE,
  ];
}

/** Every address for programs. */
export function programsOf(backend: Backend, publicUrl: string): readonly Programs[] {
  return [open311(open311Reads(backend), publicUrl)];
}

export interface RunningGateway {
  readonly port: number;
  stop(): Promise<void>;
}

export async function start(config: Config, logger: Logger): Promise<RunningGateway> {
  const { addresses, tls, expiryBound, publicUrl, trustedProxies, rate, formRate, formSecretFile, service, port } =
    config;
  const certificates = watchCertificates(tls, expiryBound, logger);
  const backend = connectBackend(addresses, tls);
  let isReady = true;
  const stopObserving = serviceReady.observe(() => (isReady ? 1 : 0), {});
  const app = webApp({
    pages: pagesOf(backend, formSeal(readFormSecrets(formSecretFile))),
    programs: programsOf(backend, publicUrl),
    logger,
    trustedProxies,
    rate,
    formRate,
    isReady: () => isReady,
  });
  const listening = await listen(app, service.host, port);
  logger.info('ready', { port: listening.port });
  return {
    port: listening.port,
    async stop() {
      isReady = false;
      await listening.close();
      backend.close();
      certificates.stop();
      stopObserving();
    },
  };
}
