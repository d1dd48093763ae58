import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { allScopes } from '@safe-community/grpc-kit';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { asShown, blockOf, DOCS, DOCUMENT, readBlocks } from './document.ts';
import { whyNoGo, whyNoJava, whyNoPython } from './parts-of-machine.ts';
import { runGateway } from './running-gateway.ts';
import { runIntake, type RunningIntake } from './running-intake.ts';
import { installNpmPackages, makeWorkplace, type Workplace } from './workplace.ts';

describe('docs/integrators.md', () => {
  test('quotes the examples verbatim', () => {
    const quotes = readBlocks().filter(({ kind }) => kind === 'from');
    expect(quotes.length).toBeGreaterThan(5);
    for (const { subject, text } of quotes) expect(readFileSync(join(DOCS, subject), 'utf8')).toContain(text);
  });

  test('contains only commands that a test runs, or states why not', () => {
    const run = readBlocks().flatMap(({ kind, subject }) => (kind === 'run' ? [subject] : []));
    expect(run.toSorted()).toEqual(
      [
        'copy',
        'python',
        'typescript once',
        'typescript',
        'go generate',
        'java',
        'list',
        'import',
        'events',
        'catch up',
        'test-call',
        'open311',
      ].toSorted(),
    );
  });

  test('links to a table of every scope, and to files that exist', () => {
    expect(DOCUMENT).toContain('](access.md#scopes)');
    const [, scopes = ''] = readFileSync(join(DOCS, 'access.md'), 'utf8').split('\n## Scopes\n');
    const missing = allScopes().filter((scope) => !scopes.includes(`| \`${scope}\` |`));
    expect(missing, 'scopes that docs/access.md lacks: run `npm run access`').toEqual([]);
    const linked = [...DOCUMENT.matchAll(/\]\((examples\/[^)]+)\)/g)].map(([, path = '']) => path);
    expect(linked.filter((path) => !existsSync(join(DOCS, path)))).toEqual([]);
  });
});

describe('a developer who follows it', { timeout: 300_000 }, () => {
  let intake: RunningIntake;
  let work: Workplace;
  beforeAll(async () => {
    intake = await runIntake();
    work = await makeWorkplace(intake.address);
  });
  afterAll(() => intake.stop());

  test('Python: first call, import, paging, events, the mark of a test, a restart in between', async (context) => {
    skipWithout(whyNoPython(), context);
    expect(asShown(await work.run('python'))).toBe(blockOf('output', 'first call'));
    expect(asShown(await work.run('import'))).toBe(blockOf('output', 'import'));
    await expectPaging();
    await expectEvents();
    await expectTestMark();
    await expectToOutlastRestart();
  });

  test('TypeScript: types generated and checked, first call', async () => {
    await work.run('typescript once');
    installNpmPackages(work);
    expect(asShown(await work.run('typescript'))).toBe(blockOf('output', 'first call'));
  });

  test('Java: generated, compiled, first call', async (context) => {
    skipWithout(whyNoJava(), context);
    expect(asShown(await work.run('java'))).toBe(blockOf('output', 'first call'));
  });

  test("Go: generated, compiled with Debian's libraries instead of modules, first call", async (context) => {
    skipWithout(whyNoGo(), context);
    await work.run('go generate');
    // Modules come from a proxy that not every machine can reach; Debian's packages are a GOPATH.
    const commands = `mkdir -p gopath/src/example.gov.ua && ln -s ../../.. gopath/src/example.gov.ua/caller
      test -z "$(gofmt -l examples/go)"
      go build -o first-call ./gopath/src/example.gov.ua/caller/examples/go && ./first-call`;
    const env = { GO111MODULE: 'off', GOPATH: `${work.folder}/gopath:/usr/share/gocode`, GOFLAGS: '' };
    expect(asShown(await work.shell(commands, env))).toBe(blockOf('output', 'first call'));
  });

  test('Open311: a report through the gateway, with the standard library of Python alone', async () => {
    const gateway = await runGateway(intake.address);
    const env = { OPEN311_URL: gateway.open311, OPEN311_KEY: gateway.key };
    try {
      expect(asShown(await work.shell(blockOf('run', 'open311'), env))).toBe(blockOf('output', 'open311'));
    } finally {
      await gateway.stop();
    }
  });

  // By now there are the one of the first call and two imported ones: more than a page of two.
  async function expectPaging(): Promise<void> {
    const lines = (await work.run('list')).trim().split('\n');
    const times = lines.map((line) => line.split(' ')[0] ?? '');
    expect(lines.length).toBeGreaterThan(2);
    expect(new Set(lines).size).toBe(lines.length);
    expect(times).toEqual(times.toSorted().toReversed());
  }

  async function expectEvents(): Promise<void> {
    const lines = (await work.run('events')).trim().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['1', '2', '3']);
    expect(lines[0]).toMatch(/^1 safecommunity\.incidents\.v1\.incident-reported [0-9a-f-]{36} UA05020030000031457$/);
  }

  // There are five events by now; the marked one is the sixth, and the follower skips it.
  async function expectTestMark(): Promise<void> {
    expect(asShown(await work.run('test-call'))).toBe('…\n');
    await work.shell('python3 examples/python/first_call.py');
    const lines = (await work.shell('python3 examples/python/follow_events.py all.json 7')).trim().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['1', '2', '3', '4', '5', '7']);
  }

  async function expectToOutlastRestart(): Promise<void> {
    await intake.process.kill();
    const [output] = await Promise.all([
      work.shell('python3 examples/python/first_call.py'),
      sleep(500).then(() => intake.process.restart()),
    ]);
    expect(asShown(output)).toBe(blockOf('output', 'first call'));
  }
});

function skipWithout(reason: string | undefined, context: TestContext): void {
  if (reason !== undefined) context.skip(reason);
}
