import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { makePki } from '@safe-community/local-stack';
import { testFolder, testPki } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { runHromada, runHromadaProcess } from './run-hromada.ts';

const { PATH } = process.env;

const ALONE = { PATH, SAFE_COMMUNITY_HOME: testFolder('empty-home') };

function hromada(...args: string[]) {
  return runHromada(args, ALONE);
}

test('as a process of its own, it fails with the exit code of a usage error', async () => {
  const { exitCode, stdout, stderr } = await runHromadaProcess(['fly'], ALONE);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain("unknown command 'fly'");
});

test('--help lists every command and exits with 0', async () => {
  const { exitCode, stdout } = await runHromadaProcess(['--help'], ALONE);
  expect(exitCode).toBe(0);
  for (const command of [
    'up',
    'scorecard',
    'chart',
    'report-incident',
    'report-status',
    'officer',
    'incidents',
    'import',
    'dead-letters',
    'reconcile',
    'keys',
    'certificates',
  ]) {
    expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  }
});

test('up --help names the variables of ports and of the state folder', async () => {
  const { exitCode, stdout } = await hromada('up', '--help');
  expect(exitCode).toBe(0);
  const services = ['OFFICER_REGISTRY', 'INCIDENT_INTAKE', 'CAMERA_ROLLOUT', 'STATISTICS', 'GATEWAY'];
  const names = [...services, 'SAFE_COMMUNITY_POSTGRES', 'SAFE_COMMUNITY_NATS'].map((name) => `${name}_PORT`);
  expect([...names, 'SAFE_COMMUNITY_HOME'].filter((name) => !stdout.includes(name))).toEqual([]);
});

const SCORECARD_CONFLICTS = ['--chart', '--all', '--sources'].flatMap((view) =>
  ['--csv', '--json'].map((option): [string[], string] => [
    ['scorecard', view, option],
    `option '${view}' cannot be used with option '${option}'`,
  ]),
);

test.each<[string[], string]>([
  [['fly'], "unknown command 'fly'"],
  [['official', '--known-on', '1.2.2021'], 'It must be a day: 2021-02-01.'],
  [['official', '--chart'], '--chart needs a series'],
  [['figures', 'incidents', '--from', '2021-11-01'], "'--to <day>' must be given"],
  [
    ['released', 'incidents', '--by', 'week', '--from', '2026-01-01', '--to', '2026-12-31'],
    "argument 'week' is invalid",
  ],
  [['figures', 'incidents', '--by', 'planet'], 'It must be one of territory, day, '],
  [['figures', 'incidents', '--level', 'street'], 'It must be one of country, oblast, raion, hromada.'],
  [['compare', 'killed', '--level', 'street'], 'It must be one of oblast, raion, hromada.'],
  [['compare', 'killed', '--category', 'flood'], 'It must be one of road-crash, fire'],
  [['on-time', '--goal', 'speed'], 'It must be one of arrival, repair'],
  [['anomalies', '--page-size', 'many'], 'It must be a whole number'],
  [['chart', 'pie'], 'It must be one of time-series, bars, progress, map, funnel, rates.'],
  [['chart', 'bars', 'incidents', '--from', '2021-11-01'], 'a measure and the options'],
  [['chart', 'progress', '--language', 'fr'], 'Allowed choices are uk, en.'],
  [['chart', 'progress', 'killed', '--by', 'month'], 'progress takes no measure, --by'],
  [['scorecard', '--colour'], "unknown option '--colour'"],
  ...SCORECARD_CONFLICTS,
  [['scorecard', '--sources', '--all'], "option '--all' cannot be used with option '--sources'"],
  [['report-incident', '--hromada', 'Вінницька'], "required option '--category <word>' not specified"],
  [['report-incident', '--police-class', 'omega'], 'It must be one of alpha, beta, gamma, delta.'],
  [
    ['report-incident', '--medical-class', 'urgent'],
    'It must be one of critical, emergency, non-emergency, non-profile.',
  ],
  [['report-incident', '--classifier-code', '3.1'], 'It must be classifier=code, such as resolution-1031=3.1.'],
  [['report-incident', '--category', 'flood', '--hromada', 'Вінницька'], 'It must be one of road-crash, fire'],
  [
    ['import', 'incidents', 'x.csv', '--mapping', 'y.csv', '--time-zone', 'Europe/Atlantis'],
    'IANA name of a time zone',
  ],
  [['import', 'incidents', 'x.csv', '--mapping', 'y.csv', '--source', 'Mine!'], 'It must be 2 to 60 of'],
  [['--statistics', 'nowhere', 'scorecard'], 'It must be host:port.'],
])('%j is a usage error: exit code 2 and a reason', async (args, message) => {
  const { exitCode, stdout, stderr } = await hromada(...args);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('an invalid environment variable is a usage error and is named', async () => {
  const env = { PATH, SAFE_COMMUNITY_HOME: testFolder('home'), STATISTICS_ADDRESS: 'nowhere' };
  const { exitCode, stderr } = await runHromada(['scorecard'], env);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('STATISTICS_ADDRESS is "nowhere": it must be host:port');
});

test('latitude without longitude is a usage error', async () => {
  const { exitCode, stderr } = await hromada(
    'report-incident',
    '--category',
    'fire',
    '--hromada',
    'Київ',
    '--latitude',
    '50',
  );
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: 'Give both --latitude and --longitude, or neither.\n',
  });
});

test('an ambiguous or unknown name is reported before any call', async () => {
  const fire = ['report-incident', '--category', 'fire', '--hromada'];
  const ambiguous = await hromada(...fire, 'Миколаївська');
  expect(ambiguous.exitCode).toBe(1);
  expect(ambiguous.stderr).toContain(
    'UA59080130000022249  Миколаївська селищна громада, Сумський район, Сумська область',
  );
  expect((await hromada(...fire, 'Атлантида')).stderr).toContain('No hromada has the code or name');
});

test('without certificates, explains how to start the services', async () => {
  const { exitCode, stderr } = await hromada('scorecard');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/Certificate not found: .*ca\.pem\nThe services create it when they start: npm start\n/);
});

test('with no server at the address, explains the same', async () => {
  const { caFile, identities } = testPki();
  const { certFile, keyFile } = identities.client;
  const env = { PATH, TLS_CA_FILE: caFile, TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile };
  const { exitCode, stdout, stderr } = await runHromada(['--statistics', 'localhost:1', 'scorecard'], env);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toContain('statistics does not respond at localhost:1');
  expect(stderr).toContain('Start them with: npm start');
});

/** A server with the certificate of a service, which answers no call. Resolves to its port. */
async function presentCertificate(): Promise<number> {
  const { certFile, keyFile } = testPki().identities.statistics;
  const listener = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile), ALPNProtocols: ['h2'] });
  // A client that does not trust the certificate ends the handshake.
  listener.on('tlsClientError', (_, socket) => socket.destroy());
  onTestFinished(() => void listener.close());
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return (listener.address() as AddressInfo).port;
}

test('with the certificates of another run, names the authority that did not sign', async () => {
  const port = await presentCertificate();
  const pki = testFolder('other-pki');
  await makePki(pki);
  const { exitCode, stderr } = await hromada('--pki', pki, '--statistics', `localhost:${port}`, 'scorecard');
  expect(exitCode).toBe(1);
  expect(stderr).toBe(
    `${pki}/ca.pem did not sign the certificate of statistics at localhost:${port}.\n` +
      'If another run serves there, name its state folder: --home <folder>\n',
  );
});

test('a damaged certificate is named, without a stack', async () => {
  const pki = testFolder('damaged-pki');
  await makePki(pki);
  writeFileSync(join(pki, 'client.pem'), 'damaged');
  const { exitCode, stderr } = await hromada('--pki', pki, 'scorecard');
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: `${pki}/client.pem holds no certificate in PEM\n` });
});

test('certificates at an IP address are listed without a warning of Node', async () => {
  const address = `127.0.0.1:${await presentCertificate()}`;
  const { caFile, identities } = testPki();
  const env = { PATH, TLS_CA_FILE: caFile, TLS_CERT_FILE: identities.client.certFile };
  const services = ['--officer-registry', '--incident-intake', '--camera-rollout', '--statistics'];
  const { exitCode, stdout, stderr } = await runHromadaProcess(
    [...services.flatMap((option) => [option, address]), 'certificates'],
    { ...env, COLUMNS: '200', TLS_KEY_FILE: identities.client.keyFile },
  );
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain(`statistics at ${address}`);
});

test('JSON is the same in every language, with the texts in it', async () => {
  const { caFile, identities } = testPki();
  const { certFile, keyFile } = identities.client;
  const services = ['--officer-registry', '--incident-intake', '--camera-rollout', '--statistics'];
  const words = [...services.flatMap((option) => [option, 'localhost:1']), 'certificates', '--json'];
  const env = { PATH, TLS_CA_FILE: caFile, TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile };
  const ukrainian = await runHromada(words, { ...env, LANG: 'uk_UA.UTF-8' });
  expect(ukrainian.stdout).toBe((await runHromada(words, env)).stdout);
  expect(ukrainian.stdout).toContain('does not respond');
  expect(ukrainian.stderr).toContain('Негаразди:');
});

test('a missing file is named', async () => {
  const { caFile, identities } = testPki();
  const { certFile, keyFile } = identities.client;
  const env = { PATH, TLS_CA_FILE: caFile, TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile };
  const territory = await runHromada(['import', 'territory', '/nowhere.csv'], env);
  expect(territory).toMatchObject({ exitCode: 1, stderr: '/nowhere.csv: no such file\n' });
  const incidents = await runHromada(['import', 'incidents', '/a.csv', '--mapping', '/nowhere.csv'], env);
  expect(incidents).toMatchObject({ exitCode: 1, stderr: '/nowhere.csv: no such file\n' });
});
