import { sendFor } from '../load/send-for.ts';
import type { Row } from '../row.ts';
import { OlderDatabase } from '../system/older-database.ts';

export const olderConsumer: Row = {
  number: 24,
  name: 'older-consumer',
  fault: 'the database of statistics is replaced by an older one, and the stream is lost: both are older than intake',
  holds: 'no intervention is needed; everything that statistics had counted since is counted again, once',
  async run(run) {
    const { callers, system } = run;
    const load = (run.seconds * 1_000) / 3;
    await sendFor(callers, load);
    await system.statistics.stop();
    const older = await OlderDatabase.keep(system, 'statistics');
    await system.statistics.start();
    await sendFor(callers, load);
    await run.untilPublished(60_000);
    await system.statistics.stop();
    await older.putBack();
    await system.nats.kill();
    system.nats.loseStreams();
    await system.nats.restart();
    await system.statistics.start();
    await sendFor(callers, load);
    run.requireAllAnswered();
  },
};
