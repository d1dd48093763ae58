import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createTestDatabase, startProxy, type Proxy, type TestDatabase } from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  brokenUniqueConstraint,
  isSchemaFault,
  isTransient,
  openDatabase,
  rows,
  toDate,
  type Database,
} from './index.ts';
import { socketWithTimeout } from './timeouts.ts';

let created: TestDatabase;
let database: Database;

beforeAll(async () => {
  created = await createTestDatabase();
  database = openDatabase({ url: created.ownerUrl, entities: [], migrations: [] });
  await rows(database.em.fork(), 'create table named (name text constraint name_is_free unique, number int)');
});

afterAll(async () => {
  await database.close();
  await created.drop();
});

async function failureOf(statement: string, values: unknown[] = [], from: Database = database): Promise<unknown> {
  return rows(from.em.fork(), statement, values).then(
    () => Promise.reject(new Error('it succeeded')),
    (error: unknown) => error,
  );
}

async function throughProxy(): Promise<{ proxy: Proxy; cutOff: Database }> {
  const target = new URL(created.ownerUrl);
  const proxy = await startProxy(Number(target.port));
  target.port = String(proxy.port);
  const cutOff = openDatabase({ url: target.toString(), entities: [], migrations: [], poolSize: 2 });
  onTestFinished(async () => {
    await cutOff.close();
    await proxy.close();
  });
  return { proxy, cutOff };
}

describe('isTransient', () => {
  it('is true while nothing listens, and while the network is cut', async () => {
    const { proxy, cutOff } = await throughProxy();
    await rows(cutOff.em.fork(), 'select 1');
    proxy.cut();
    for (let count = 0; count < 3; count += 1) expect(isTransient(await failureOf('select 1', [], cutOff))).toBe(true);
    proxy.restore();
    expect(await rows(cutOff.em.fork(), 'select 1 as one')).toEqual([{ one: 1 }]);

    const nobody = openDatabase({ url: 'postgresql://u:p@127.0.0.1:1/d', entities: [], migrations: [] });
    expect(isTransient(await failureOf('select 1', [], nobody))).toBe(true);
    await nobody.close();
  });

  it('is true for a session that is killed during a statement or a transaction', async () => {
    const killing = database.em.fork().transactional(async (em) => {
      await rows(em, 'insert into named values ($1, 1)', ['killed']);
      const [session] = await rows<{ pid: number }>(em, 'select pg_backend_pid() as pid');
      await rows(database.em.fork(), 'select pg_terminate_backend($1)', [session?.pid]);
      await rows(em, 'select pg_sleep(5)');
    });
    const error = await killing.then(
      () => undefined,
      (failure: unknown) => failure,
    );
    expect(isTransient(error)).toBe(true);
    expect(await rows(database.em.fork(), 'select 1 from named')).toEqual([]);
  });

  it('is true for a statement timeout, a lock timeout, and a database that starts or stops', async () => {
    const slow = await database.em
      .fork()
      .transactional(async (em) => {
        await rows(em, `set local statement_timeout = '50ms'`);
        await rows(em, 'select pg_sleep(5)');
      })
      .catch((failure: unknown) => failure);
    expect(isTransient(slow)).toBe(true);
    for (const code of ['40001', '40P01', '53300', '53100', '55P03', '57P01', '57P03', '25P03', '25006', '08006']) {
      expect([code, isTransient(Object.assign(new Error('x'), { code }))]).toEqual([code, true]);
    }
    expect(isTransient(new Error('outer', { cause: Object.assign(new Error('inner'), { code: 'ECONNRESET' }) }))).toBe(
      true,
    );
  });

  it('is true when no connection becomes free in time', async () => {
    const { cutOff } = await throughProxy();
    const busy = [1, 2].map(() => rows(cutOff.em.fork(), 'select pg_sleep(4)'));
    expect(isTransient(await failureOf('select 1', [], cutOff))).toBe(true);
    await Promise.all(busy);
  });

  it('is false for errors of data, statement and code', async () => {
    expect(isTransient(await failureOf('select $1::int', ['no number']))).toBe(false);
    expect(isTransient(await failureOf('select 1 / 0'))).toBe(false);
    expect(isTransient(await failureOf('select * from missing'))).toBe(false);
    expect(isTransient(new TypeError('x is not a function'))).toBe(false);
    expect(isTransient('text')).toBe(false);
  });
});

describe('isSchemaFault', () => {
  it('is true for missing tables, columns and rights, and false for data', async () => {
    expect(isSchemaFault(await failureOf('select * from missing'))).toBe(true);
    expect(isSchemaFault(await failureOf('select missing from named'))).toBe(true);
    expect(isSchemaFault(await failureOf('alter role postgres nologin'))).toBe(true);
    expect(isSchemaFault(await failureOf('select 1 / 0'))).toBe(false);
  });
});

describe('brokenUniqueConstraint', () => {
  it('returns the constraint, and undefined for other failures', async () => {
    await rows(database.em.fork(), 'insert into named values ($1, 1)', ['taken']);
    const error = await failureOf('insert into named values ($1, 2)', ['taken']);
    expect(brokenUniqueConstraint(error)).toBe('name_is_free');
    expect(brokenUniqueConstraint(await failureOf('select 1 / 0'))).toBeUndefined();
    expect(brokenUniqueConstraint(undefined)).toBeUndefined();
  });
});

describe('rows', () => {
  it('accepts arrays, bytes and big integers as PostgreSQL does, and joins the transaction', async () => {
    const [row] = await rows<{ texts: string[]; bytes: Buffer; big: string }>(
      database.em.fork(),
      'select $1::text[] as texts, $2::bytea as bytes, $3::bigint as big',
      [['a', `"b", {c}`, 'ї'], Buffer.from([0, 255]), 2n ** 63n - 1n],
    );
    expect(row).toEqual({ texts: ['a', `"b", {c}`, 'ї'], bytes: Buffer.from([0, 255]), big: '9223372036854775807' });
    const failing = database.em.fork().transactional(async (em) => {
      await rows(em, 'insert into named values ($1, 1)', ['rolled back']);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await rows(database.em.fork(), 'select 1 from named where name = $1', ['rolled back'])).toEqual([]);
  });

  it.each(['UTC', 'Europe/Kyiv', 'Asia/Kolkata'])(
    'returns times that toDate reads, with the session in %s',
    async (zone) => {
      const at = new Date('2026-03-04T05:06:07.089Z');
      const text = await database.em.fork().transactional(async (em) => {
        await rows(em, `set local time zone '${zone}'`);
        return (await rows<{ at: string }>(em, 'select $1::timestamptz as at', [at]))[0]?.at;
      });
      expect(toDate(text ?? '')).toEqual(at);
    },
  );
});

describe('a server that stops responding', () => {
  it('counts as a transient fault', async () => {
    const silent = createServer(() => undefined);
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const socket = socketWithTimeout(100).connect((silent.address() as AddressInfo).port, '127.0.0.1');
    const [error] = (await once(socket, 'error')) as [unknown];
    expect(isTransient(error)).toBe(true);
    expect(socket.destroyed).toBe(true);
  });
});
