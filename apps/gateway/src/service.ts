import { existsSync } from 'node:fs';
import { kyivDay, type Clock } from '@safe-community/domain-kit';
import { systemTime, watchCertificates } from '@safe-community/service-kit/process';
import { serviceReady, type Logger } from '@safe-community/telemetry';
import { aboutPages, keptReader, NOBODY, type Owner } from './about/module.ts';
import { ACCESSIBILITY_PAGE } from './accessibility/module.ts';
import { comparePage, comparisonReader, pairPage, pairReader } from './compare/module.ts';
import { api } from './api/module.ts';
import { connectBackend, type Backend } from './backend/module.ts';
import type { Config } from './config.ts';
import { controlIfKnown, controlReader } from './control/module.ts';
import { coverageReader } from './coverage/module.ts';
import { dataPage } from './data/module.ts';
import { formSeal, keptForms, readFormSecrets, type FormSeal } from './forms/module.ts';
import { deathsAnswer, frontPage } from './front/module.ts';
import { hromadaPage, hromadaReads } from './hromada/module.ts';
import { mapPage, mapReader, prepareMaps, smallMap } from './map/module.ts';
import { chartReader, measurePage, measuresReader, sensitiveMeasuresReader } from './measures/module.ts';
import { acceptReport, open311, open311Reads, programReports } from './open311/module.ts';
import { OFFLINE_PAGE } from './offline/module.ts';
import { officerPage, officerReader } from './officer/module.ts';
import { officialPage, seriesPage, seriesReader } from './official/module.ts';
import { allPlaces, readPlaces } from './places/module.ts';
import { reportCalls, reportPage } from './report/module.ts';
import { aroundPage, feeds, reportsHerePage, reportsHereReader } from './reports-here/module.ts';
import { requestCalls, requestPages } from './requests/module.ts';
import { chosenPromises, promisesHere, scorecardPage, scorecardReader } from './scorecard/module.ts';
import { isListed, sayingWhileFilling, type Escaped, type Page } from './site/module.ts';
import { toldCalls, toldPages } from './told/module.ts';
import { trackCalls, trackPage } from './track/module.ts';
import { violencePage } from './violence/module.ts';
import { listen, siteFiles, webApp, type Programs } from './web/module.ts';

/** Every page. Both languages, the tests, and the menu follow from this list. */
export function pagesOf(
  backend: Backend,
  seal: FormSeal,
  clock: Clock = systemTime,
  photoStore = '',
  publicUrl = '',
  { owner = NOBODY, securityContact }: Named = {},
): readonly Page<Escaped>[] {
  const { now } = clock;
  const readOfficer = officerReader(backend, photoStore);
  const readCoverage = coverageReader(backend);
  const readControl = controlReader(readCoverage);
  const readMap = mapReader(backend, now, readCoverage);
  const readScorecard = scorecardReader(backend, now);
  const readSeries = seriesReader(backend);
  const readMeasures = measuresReader(backend);
  const readKept = keptReader(backend);
  const forms = keptForms(backend, seal);
  const isDemonstration = backend.installation === 'demonstration';
  const readReports = reportsHereReader(backend);
  return [
    frontPage({
      readDeaths: deathsAnswer(readSeries, readScorecard),
      readPromises: chosenPromises(readScorecard, isDemonstration),
      readMap: smallMap(readMap, readControl),
    }),
    reportPage(reportCalls(backend), { seal, forms }, now, controlIfKnown(readControl)),
    ...requestPages({ calls: requestCalls(backend), seal, forms, now, readControl: controlIfKnown(readControl) }),
    trackPage(trackCalls(backend), seal, now),
    ...toldPages(toldCalls(backend), seal, now),
    officerPage(readOfficer, readControl, now),
    hromadaPage(
      readOfficer,
      hromadaReads(backend, now),
      { readControl, promisesOf: promisesHere(readScorecard, isDemonstration), readReports },
      now,
    ),
    reportsHerePage(readReports, readControl, now),
    aroundPage(readControl),
    scorecardPage({ readScorecard, readControl }, now, isDemonstration),
    officialPage(readSeries),
    seriesPage(readSeries, { publicUrl, today: () => kyivDay(now()) }),
    mapPage(readMap, readControl),
    comparePage(comparisonReader(backend, now)),
    measurePage(readMeasures, chartReader(backend), now),
    pairPage(pairReader(backend, now), readControl),
    dataPage(readMeasures, sensitiveMeasuresReader(backend)),
    ACCESSIBILITY_PAGE,
    OFFLINE_PAGE,
    violencePage(readKept, now, isDemonstration),
    ...aboutPages({ owner, securityContact, photoStore, isDemonstration }, readKept),
  ];
}

/** Whom an installation names; nobody, if it is not configured. */
interface Named {
  readonly owner?: Owner;
  readonly securityContact?: string | undefined;
}

/** Every address for programs. */
export function programsOf(
  backend: Backend,
  publicUrl: string,
  clock: Clock = systemTime,
  photoStore = '',
): readonly Programs[] {
  const reads = open311Reads(backend);
  return [
    open311(reads, acceptReport(reads, programReports(backend), clock), publicUrl, backend.installation),
    api(backend, clock.now, photoStore),
    feeds(reportsHereReader(backend), publicUrl),
  ];
}

/** What search engines may list: the pages that have one address, and those of all hromadas. */
export function listedPaths(pages: readonly Page<Escaped>[]): readonly string[] {
  const single = pages.map(({ path }) => path).filter((path) => !path.includes(':') && isListed(path));
  return [...single, ...allPlaces('uk').map(({ code }) => `/h/${code}`)];
}

export interface RunningGateway {
  readonly port: number;
  stop(): Promise<void>;
}

export async function start(config: Config, logger: Logger): Promise<RunningGateway> {
  const { addresses, tls, expiryBound, publicUrl, trustedProxies, rate, formRate, formSecretFile, service, port } =
    config;
  const { fillingFile, installation, photoStore, origin } = config;
  readPlaces();
  const certificates = watchCertificates(tls, expiryBound, logger);
  const backend = connectBackend(addresses, tls, installation);
  prepareMaps();
  let isReady = true;
  const stopObserving = serviceReady.observe(() => (isReady ? 1 : 0), {});
  const pages = pagesOf(backend, formSeal(readFormSecrets(formSecretFile)), systemTime, photoStore, publicUrl, config);
  const app = webApp({
    pages: fillingFile === undefined ? pages : sayingWhileFilling(pages, () => existsSync(fillingFile)),
    programs: programsOf(backend, publicUrl, systemTime, photoStore),
    files: siteFiles({
      publicUrl,
      securityContact: config.securityContact,
      now: systemTime.now,
      listed: listedPaths(pages),
    }),
    offlinePage: config.hasOfflinePage ? OFFLINE_PAGE : undefined,
    photoStore,
    origin,
    installation,
    logger,
    trustedProxies,
    rate,
    formRate,
    isReady: () => isReady,
  });
  const listening = await listen(app, service.host, port, undefined, config.maxConnections);
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
