import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Broker } from './broker.js';
import { OutboxEvent } from './entities.js';
import { settings } from '../settings.js';

const EVERY_MS = 50;
const BATCH = 500;

/** Publishes waiting events in order and deletes each after the broker's acknowledgement. */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap {
  constructor(
    @InjectRepository(OutboxEvent) private readonly outbox: Repository<OutboxEvent>,
    private readonly broker: Broker,
  ) {}

  onApplicationBootstrap(): void {
    if (settings.outbox) void this.run();
  }

  private async run(): Promise<void> {
    for (;;) {
      const waiting = await this.outbox.find({ order: { id: 'ASC' }, take: BATCH });
      await Promise.all(waiting.map(({ subject, body }) => this.broker.publish(subject, body)));
      if (waiting.length > 0) await this.outbox.delete(waiting.map(({ id }) => id));
      if (waiting.length < BATCH) await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
}
