import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectTypeOf, onTestFinished, test } from 'vitest';
import {
  ConfigError,
  durationMs,
  durationMsOr,
  filePath,
  flag,
  hostPort,
  hostPorts,
  oneOf,
  port,
  ratio,
  readEnv,
  secret,
  text,
  url,
  wholeNumber,
  type HostPort,
} from './index.ts';

function problemsOf(variables: Parameters<typeof readEnv>[0], env: Record<string, string>) {
  try {
    readEnv(variables, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('a complete environment becomes typed values', () => {
  const settings = readEnv(
    {
      GRPC_PORT: port(),
      DATABASE_URL: url(['postgresql'], 'postgresql://db/officers'),
      REGISTRY: hostPort(),
      DEADLINE: durationMs(),
      TLS: flag(),
      LOG_LEVEL: oneOf(['info', 'debug']),
      SAMPLE: ratio(),
      QUEUE: wholeNumber({ min: 1, max: 10_000 }),
      CA: filePath(),
      NAME: text(),
    },
    {
      GRPC_PORT: '50051',
      DATABASE_URL: 'postgresql://user:pass@db:5432/officers',
      REGISTRY: '[::1]:50052',
      DEADLINE: '30s',
      TLS: 'off',
      LOG_LEVEL: 'debug',
      SAMPLE: '0.25',
      QUEUE: '256',
      CA: import.meta.filename,
      NAME: ' intake ',
    },
  );
  expect(settings).toEqual({
    GRPC_PORT: 50_051,
    DATABASE_URL: 'postgresql://user:pass@db:5432/officers',
    REGISTRY: { host: '::1', port: 50_052, address: '[::1]:50052' },
    DEADLINE: 30_000,
    TLS: false,
    LOG_LEVEL: 'debug',
    SAMPLE: 0.25,
    QUEUE: 256,
    CA: import.meta.filename,
    NAME: 'intake',
  });
  expectTypeOf(settings.GRPC_PORT).toEqualTypeOf<number>();
  expectTypeOf(settings.LOG_LEVEL).toEqualTypeOf<'info' | 'debug'>();
  expectTypeOf(settings.REGISTRY).toEqualTypeOf<HostPort>();
});

test('applies defaults by name, keeps optional variables unset, and treats an empty text as unset', () => {
  const settings = readEnv(
    { GRPC_PORT: port().default(50_051), OTLP: url(['http'], 'http://otel:4318').optional() },
    { GRPC_PORT: '' },
  );
  expect(settings).toEqual({ GRPC_PORT: 50_051, OTLP: undefined });
});

test('reports all problems at once, each with name, rule and example', () => {
  expect(problemsOf({ A: port(), B: durationMs(), C: flag() }, { A: '70000', B: '30' })).toEqual([
    'A is "70000": it must be a port number from 0 to 65535, for example A=50051',
    'B is "30": it must be a length of time with its unit (ms, s, m, h or d), at most 24d, for example B=30s',
    'C is not set: it must be true or false, for example C=true',
  ]);
});

test('a rule of a wrapped variable is still explained', () => {
  expect(problemsOf({ A: port().default(1).optional() }, { A: 'x' })).toEqual([
    'A is "x": it must be a port number from 0 to 65535, for example A=50051',
  ]);
});

test('the value of a secret never appears: marked, or a URL', () => {
  const canary = 'hunter2-canary';
  const error = new ConfigError(
    problemsOf(
      {
        TOKEN: secret(wholeNumber({ min: 1, max: 9 })).optional(),
        DATABASE_URL: url(['postgresql'], 'postgresql://db/officers'),
      },
      { TOKEN: canary, DATABASE_URL: `mysql://root:${canary}@db` },
    ),
  );
  expect(error.problems).toHaveLength(2);
  expect(error.message).toContain('TOKEN is wrong');
  expect(error.message).not.toContain('hunter2');
});

test.each([
  [port(), ['-1', '1.5', '65536', ' 1', '0x10', '1e3']],
  [durationMsOr('always'), ['5', 'never', '-5s', 'Always']],
  [durationMs(), ['5', 's', '-5s', '1.5s', '25d', '5 s']],
  [hostPort(), ['host', 'host:0', 'host:65536', ':50051', 'http://host:1', '::1:50051']],
  [hostPorts(), ['', 'a:1,', ',', 'a:1,b', 'a:1;b:2', 'nats://a:1']],
  [ratio(), ['-0.1', '1.01', '50%', 'NaN', '']],
  [flag(), ['maybe', '2']],
  [text({ form: /^a+$/ }), ['b', 'aab']],
  [filePath(), ['/no/such/file', 'a\0b']],
  [url(['https'], 'https://a'), ['http://a', 'https://', 'a.b', 'https:']],
  [text(), ['   ']],
])('rejects %#', (schema, values) => {
  for (const value of values) expect(problemsOf({ X: schema }, { X: value })).toHaveLength(1);
});

test('a duration may be a keyword', () => {
  const settings = readEnv({ A: durationMsOr('always'), B: durationMsOr('always') }, { A: 'always', B: '10s' });
  expect(settings).toEqual({ A: 'always', B: 10_000 });
});

test('parses several addresses, with or without blanks between them', () => {
  const { SERVERS } = readEnv({ SERVERS: hostPorts() }, { SERVERS: 'nats-1:4222, nats-2:4222,[::1]:4223' });
  expectTypeOf(SERVERS).toEqualTypeOf<HostPort[]>();
  expect(SERVERS.map(({ address }) => address)).toEqual(['nats-1:4222', 'nats-2:4222', '[::1]:4223']);
});

test('makes the path of an optional file absolute', () => {
  const { HOME_DIR } = readEnv({ HOME_DIR: filePath({ mustExist: false }) }, { HOME_DIR: 'x/y' });
  expect(HOME_DIR).toBe(`${process.cwd()}/x/y`);
});

test('a secret may be in a file, but in one place only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'url');
  writeFileSync(file, 'hush\n');
  const variables = { PASSWORD: secret(text()), NAME: text().default('nobody') };
  expect(readEnv(variables, { PASSWORD_FILE: file, NAME_FILE: file })).toEqual({ PASSWORD: 'hush', NAME: 'nobody' });
  expect(problemsOf(variables, { PASSWORD_FILE: file, PASSWORD: 'other' })).toEqual([
    'PASSWORD and PASSWORD_FILE are both set: set one of them',
  ]);
  expect(problemsOf(variables, { PASSWORD_FILE: join(folder, 'none') })).toEqual([
    `PASSWORD_FILE is ${JSON.stringify(join(folder, 'none'))}, which cannot be read (ENOENT)`,
  ]);
  writeFileSync(file, '\n');
  expect(problemsOf(variables, { PASSWORD_FILE: file })).toEqual([
    'PASSWORD is wrong: it must be a text, for example PASSWORD=text',
  ]);
});
