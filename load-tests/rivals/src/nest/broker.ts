import { readFileSync } from 'node:fs';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeliverPolicy, jetstream, jetstreamManager, type JetStreamClient, type JsMsg } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { settings } from '../settings.js';

@Injectable()
export class Broker implements OnModuleInit {
  private js: JetStreamClient;

  async onModuleInit(): Promise<void> {
    const { caFile, certFile, keyFile } = settings.tls;
    const tls = {
      ca: readFileSync(caFile, 'utf8'),
      cert: readFileSync(certFile, 'utf8'),
      key: readFileSync(keyFile, 'utf8'),
    };
    const nc = await connect({ servers: [settings.broker], tls });
    await (await jetstreamManager(nc)).streams.add({ name: 'rival', subjects: ['rival.>'] });
    this.js = jetstream(nc);
  }

  /** Delivers the events from this place in the stream, in order, each with its place. */
  async consumeFrom(sequence: number): Promise<AsyncIterable<JsMsg>> {
    const from = { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: sequence };
    return (await this.js.consumers.get('rival', from)).consume();
  }

  /** Resolves when the broker has it. */
  async publish(subject: string, body: object): Promise<void> {
    await this.js.publish(subject, JSON.stringify(body));
  }
}
