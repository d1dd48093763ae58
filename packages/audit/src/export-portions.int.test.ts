import { expect, it } from 'vitest';
import { exportChain, type ChainPart } from './store/export-chain.ts';
import { entryOf } from '../test/chains.ts';
import { openAudit, SERVICE } from '../test/ground.ts';

/** A thousand sequences, each of a link, an entry and a checkpoint. */
const MAX_PARTS = 3_000;

it('an export holds a bounded part of the chain in memory, even if it was cut off behind its checkpoints', async () => {
  const audit = await openAudit();
  await audit.append(...Array.from({ length: 2_500 }, () => entryOf()));
  await audit.asSuperuser(
    `insert into audit_checkpoint
     select 2500 + n, '', now(), 'k', '', '' from generate_series(1, 3500) as n`,
  );
  const parts: ChainPart[] = [];
  const portions: number[] = [];
  for await (const portion of exportChain(audit.database.em.fork(), SERVICE, 1n)) {
    portions.push(portion.length);
    parts.push(...portion);
  }
  expect(Math.max(...portions)).toBeLessThanOrEqual(MAX_PARTS);
  const sequences = parts.flatMap((part) => (part.is === 'checkpoint' ? [Number(part.checkpoint.sequence)] : []));
  expect(sequences).toEqual(Array.from({ length: 3_500 }, (_, index) => 2_501 + index));
  expect(parts.filter(({ is }) => is === 'entry')).toHaveLength(2_500);
});
