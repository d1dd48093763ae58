/** A service that counts incidents, into a table that would also take one twice. */
import { openDatabase, prepared, rows } from '@safe-community/database';
import { connectBroker, incidentReported } from '@safe-community/events';
import { clientCredentials } from '@safe-community/grpc-kit';
import { createLogger } from '@safe-community/telemetry';
import { ledgerSource } from '@safe-community/service-kit/operations';
import { on, startConsumer } from '../../src/index.ts';

const COUNT = prepared('insert into counted select * from unnest($1::text[], $2::bigint[])');
const { DATABASE_URL = '', CA_FILE = '', CERT_FILE = '', KEY_FILE = '' } = process.env;
const files = { caFile: CA_FILE, certFile: CERT_FILE, keyFile: KEY_FILE };
startConsumer({
  installation: 'demonstration',
  database: openDatabase({ url: DATABASE_URL, entities: [], migrations: [] }),
  broker: connectBroker({ servers: [`localhost:${process.env['NATS_PORT']}`], name: 'counting-service' }),
  consumer: 'statistics',
  producer: 'incidents',
  handlers: [
    on(incidentReported, (received) => [
      {
        statement: COUNT,
        values: [received.map(({ message }) => message.incidentId), received.map(({ envelope }) => envelope.position)],
      },
    ]),
  ],
  effects: { forget: async (em) => void (await rows(em, 'delete from counted')) },
  source: ledgerSource(`localhost:${process.env['LEDGER_PORT']}`, clientCredentials(files)),
  onApplied: async () => {
    process.stdout.write('committed\n');
    if (process.env['HANG_AFTER_COMMIT'] === 'yes') await new Promise(() => undefined);
  },
  logger: createLogger({ service: 'counting-service', level: 'silent' }),
});
