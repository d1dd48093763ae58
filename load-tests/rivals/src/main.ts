import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { ServerCredentials } from '@grpc/grpc-js';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Transport, type MicroserviceOptions } from '@nestjs/microservices';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Broker } from './broker.js';
import { Incident, OutboxEvent } from './entities.js';
import { IncidentsController } from './incidents.controller.js';
import { IncidentsService } from './incidents.service.js';
import { OutboxRelay } from './outbox-relay.js';
import { settings } from './settings.js';

const ENTITIES = [Incident, OutboxEvent];

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: settings.databaseUrl,
      entities: ENTITIES,
      synchronize: true,
      poolSize: 20,
    }),
    TypeOrmModule.forFeature(ENTITIES),
  ],
  controllers: [IncidentsController],
  providers: [IncidentsService, Broker, OutboxRelay],
})
class AppModule {}

const { caFile, certFile, keyFile } = settings.tls;
const pair = { cert_chain: readFileSync(certFile), private_key: readFileSync(keyFile) };
const app = await NestFactory.createMicroservice<MicroserviceOptions>(AppModule, {
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
await app.listen();
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
console.log('listening');
