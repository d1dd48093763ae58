import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Broker } from './broker.js';
import { Checkpoint, Counter } from './entities.js';

const STREAM = 'rival';
const BATCH = 500;

interface Reported {
  readonly sequence: number;
  readonly hromadaCode: string;
  readonly category: number;
}

/** Counts incidents by place and category, each once: counters and checkpoint are saved in one transaction. */
@Injectable()
export class CountingConsumer implements OnApplicationBootstrap {
  private waiting: Reported[] = [];
  private counting: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly broker: Broker,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const checkpoint = await this.dataSource.manager.findOneBy(Checkpoint, { stream: STREAM });
    void this.run(Number(checkpoint?.sequence ?? 0) + 1);
  }

  /** What arrives while a batch is saved becomes the next batch. */
  private async run(from: number): Promise<void> {
    for await (const message of await this.broker.consumeFrom(from)) {
      const { hromadaCode, category } = message.json<Omit<Reported, 'sequence'>>();
      this.waiting.push({ sequence: message.seq, hromadaCode, category });
      this.counting ??= this.count().finally(() => (this.counting = undefined));
    }
  }

  private async count(): Promise<void> {
    while (this.waiting.length > 0) await this.save(this.waiting.splice(0, BATCH));
  }

  private async save(batch: readonly Reported[]): Promise<void> {
    const sums = sumsOf(batch);
    await this.dataSource.transaction(async (manager) => {
      // TypeORM's own upsert replaces values and cannot add to them.
      await manager.query(ADD, [
        sums.map(({ hromadaCode }) => hromadaCode),
        sums.map(({ category }) => category),
        sums.map(({ incidents }) => incidents),
      ]);
      await manager.save(Checkpoint, { stream: STREAM, sequence: String(batch.at(-1)?.sequence) });
    });
  }
}

const ADD = `
  insert into rival_counter ("hromadaCode", "category", "incidents")
  select * from unnest($1::text[], $2::int[], $3::int[])
  on conflict ("hromadaCode", "category") do update set "incidents" = rival_counter."incidents" + excluded."incidents"`;

function sumsOf(batch: readonly Reported[]): Counter[] {
  const sums = new Map<string, Counter>();
  for (const { hromadaCode, category } of batch) {
    const key = `${hromadaCode} ${category}`;
    sums.set(key, { hromadaCode, category, incidents: (sums.get(key)?.incidents ?? 0) + 1 });
  }
  return [...sums.values()];
}
