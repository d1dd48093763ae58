import { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { IncidentCategory, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import { rows } from '@safe-community/database';
import { startTestNats } from '@safe-community/testkit';
import { countedUpTo } from './calls.ts';
import { arrived, casualties, KYIV, reported, withdrawn } from './events.ts';
import { runProducer } from './running-producer.ts';
import { declareEverything } from './sources.ts';
import { runStatistics, type RunningStatistics } from './running-statistics.ts';

const { FIRE, GAS, DOMESTIC_VIOLENCE, SCHOOL_SAFETY } = IncidentCategory;
export const NEMYRIV = 'UA05020170000049432';
/** A hromada that is part of Nemyriv since 15 November. */
export const MERGED = 'UA05020010000053508';
/** Their raion. */
export const VINNYTSKYI = 'UA05020000000026686';

const WEB = CountedBy.fromPartial({ channel: ReportChannel.WEB });
const HURT = { killed: 3, injured: 4, defendersKilled: 1, defendersInjured: 2, childrenKilled: 1 };

/** Ten different times, out of order: a median is not a 90th percentile, and neither is the last one. */
const TEN_TIMES = [900, 100, 500, 300, 700, 200, 1_000, 400, 800, 600];
/** Each often enough for a 99th percentile. */
const ARRIVALS = Array.from({ length: 20 }, () => TEN_TIMES).flat();

function inOctober(seconds: number) {
  const receivedTime = new Date('2021-10-10T10:00:00Z');
  const onSceneTime = new Date(receivedTime.getTime() + 1_000 * seconds);
  return { receivedTime, onSceneTime, category: GAS };
}

/** The service with a few incidents of November 2021 and one of December, and 200 arrivals of October. */
export async function runWithNovember(): Promise<
  Pick<RunningStatistics, 'client' | 'database' | 'unprivileged' | 'stop'>
> {
  const nats = await startTestNats();
  const incidents = await runProducer('incidents', nats);
  const statistics = await runStatistics(nats, { incidents: incidents.address });
  const position = await incidents.emit([
    reported({ casualties: casualties(HURT), countedBy: WEB }),
    // 1 December in Kyiv.
    reported({ receivedTime: new Date('2021-11-30T22:00:00Z') }),
    reported({ category: FIRE, receivedTime: new Date('2021-11-30T21:59:59Z') }),
    reported({ category: FIRE, hromadaCode: NEMYRIV, receivedTime: new Date('2021-11-20T10:00:00Z') }),
    reported({ category: DOMESTIC_VIOLENCE }),
    reported({ category: SCHOOL_SAFETY, hromadaCode: NEMYRIV }),
    reported({ category: DOMESTIC_VIOLENCE, hromadaCode: KYIV, oblastCode: KYIV }),
    // A false call.
    reported({ category: GAS }),
    withdrawn({ category: GAS }),
    arrived(100),
    arrived(300),
    arrived(500),
    ...ARRIVALS.map((seconds) => arrived(seconds, inOctober(seconds))),
    arrived(9_000, { hromadaCode: NEMYRIV, category: FIRE }),
  ]);
  await countedUpTo(statistics.client, 'incidents', position);
  await rows(statistics.database.em.fork(), "insert into merged_hromada values ($1, $2, '2021-11-15', '2021-11-15')", [
    MERGED,
    NEMYRIV,
  ]);
  await declareEverything(statistics.database, '2021-11-01');
  const { client, database, unprivileged } = statistics;
  return {
    client,
    database,
    unprivileged,
    async stop() {
      await statistics.stop();
      await incidents.stop();
      await nats.stop();
    },
  };
}
