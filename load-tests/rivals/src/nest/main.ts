import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { ServerCredentials } from '@grpc/grpc-js';
import { Module, type INestApplicationContext, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Transport, type MicroserviceOptions } from '@nestjs/microservices';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Broker } from './broker.js';
import { CountingConsumer } from './counting-consumer.js';
import { Checkpoint, Counter, Incident, OutboxEvent } from './entities.js';
import { IncidentsController } from './incidents.controller.js';
import { IncidentsService } from './incidents.service.js';
import { OutboxRelay } from './outbox-relay.js';
import { settings } from '../settings.js';

const ENTITIES = [Incident, OutboxEvent, Counter, Checkpoint];
const DATABASE = [
  TypeOrmModule.forRoot({
    type: 'postgres',
    url: settings.databaseUrl,
    entities: ENTITIES,
    // The first process creates the tables.
    synchronize: settings.role === 'statistics',
    poolSize: settings.role === 'statistics' ? 2 : 20,
  }),
  TypeOrmModule.forFeature(ENTITIES),
];

@Module({
  imports: DATABASE,
  controllers: [IncidentsController],
  providers: [IncidentsService, Broker, OutboxRelay],
})
class IntakeModule {}

@Module({ imports: DATABASE, providers: [Broker, CountingConsumer] })
class StatisticsModule {}

const app = await (settings.role === 'statistics' ? startStatistics() : startIntake());
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
console.log('listening');

function startStatistics(): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(StatisticsModule, { logger: ['warn', 'error'] });
}

async function startIntake(): Promise<INestMicroservice> {
  const { caFile, certFile, keyFile } = settings.tls;
  const pair = { cert_chain: readFileSync(certFile), private_key: readFileSync(keyFile) };
  const intake = await NestFactory.createMicroservice<MicroserviceOptions>(IntakeModule, {
    logger: ['warn', 'error'],
    transport: Transport.GRPC,
    options: {
      url: `localhost:${settings.port}`,
      package: 'safecommunity.incidents.v1',
      protoPath: 'safecommunity/incidents/v1/incident_intake_service.proto',
      loader: { includeDirs: [settings.protos], arrays: true, defaults: true },
      credentials: ServerCredentials.createSsl(readFileSync(caFile), [pair], true),
    },
  });
  await intake.listen();
  return intake;
}
