import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const ENV = {
  INSTALLATION: 'real',
  HTTP_PORT: '8080',
  FORM_SECRET_FILE: import.meta.filename,
  OFFICER_REGISTRY_ADDRESS: 'localhost:50051',
  INCIDENT_INTAKE_ADDRESS: 'localhost:50052',
  CAMERA_ROLLOUT_ADDRESS: 'localhost:50053',
  STATISTICS_ADDRESS: 'localhost:50054',
  TLS_CA_FILE: import.meta.filename,
  TLS_CERT_FILE: import.meta.filename,
  TLS_KEY_FILE: import.meta.filename,
};

test('reads the address, the limits, and the services', () => {
  expect(readConfig({ ...ENV, TRUSTED_PROXIES: '1', REQUESTS_PER_SECOND: '5' })).toMatchObject({
    service: { host: '127.0.0.1', logLevel: 'info', otlpEndpoint: undefined },
    port: 8_080,
    trustedProxies: 1,
    rate: { perSecond: 5, burst: 200 },
    maxConnections: { ofAddress: 5_000, ofNetwork: 5_000, ofAll: 5_000 },
    formRate: { perSecond: 20, burst: 200 },
    formSecretFile: import.meta.filename,
    publicUrl: 'http://localhost:8080',
    addresses: {
      officerRegistry: 'localhost:50051',
      incidentIntake: 'localhost:50052',
      cameraRollout: 'localhost:50053',
      statistics: 'localhost:50054',
    },
    tls: { caFile: import.meta.filename },
  });
  expect(readConfig(ENV)).toMatchObject({
    maxConnections: { ofAddress: 200, ofNetwork: 2_000, ofAll: 5_000 },
    securityContact: undefined,
  });
  const contact = 'mailto:security@gromada.example';
  expect(readConfig({ ...ENV, SECURITY_CONTACT: contact }).securityContact).toBe(contact);
  for (const wrong of ['somebody', 'mailto:a\nExpires: never', 'javascript:1']) {
    expect(() => readConfig({ ...ENV, SECURITY_CONTACT: wrong })).toThrow('SECURITY_CONTACT');
  }
  const nobody = { name: undefined, address: undefined, phone: undefined, email: undefined };
  expect(readConfig(ENV).owner).toEqual(nobody);
  expect(readConfig({ ...ENV, OWNER_NAME: 'Рада', OWNER_PHONE: '+380 (432) 00-00-00' }).owner).toEqual({
    ...nobody,
    name: 'Рада',
    phone: '+380 (432) 00-00-00',
  });
  expect(() => readConfig({ ...ENV, OWNER_NAME: 'a\nb' })).toThrow('OWNER_NAME');
  expect(() => readConfig({ ...ENV, OWNER_PHONE: 'javascript:1' })).toThrow('OWNER_PHONE');
  expect(() => readConfig({ ...ENV, OWNER_EMAIL: 'a@b?bcc=c@d.example' })).toThrow('OWNER_EMAIL');
  expect(readConfig(ENV).photoStore).toBe('');
  expect(readConfig({ ...ENV, PHOTO_STORE_URL: 'https://photos.example/officers/' }).photoStore).toBe(
    'https://photos.example/officers',
  );
  for (const wrong of [
    'https://a.example; script-src *',
    'http://a.example',
    'https://u:p@a.example',
    'https://a.example/?q=',
    'https://a.example:99999',
    'https://..',
  ]) {
    expect(() => readConfig({ ...ENV, PHOTO_STORE_URL: wrong })).toThrow('PHOTO_STORE_URL');
  }
  expect([readConfig(ENV).hasOfflinePage, readConfig({ ...ENV, OFFLINE_PAGE: 'off' }).hasOfflinePage]).toEqual([
    true,
    false,
  ]);
  expect(readConfig(ENV).origin).toBe('');
  expect(readConfig({ ...ENV, PUBLIC_URL: 'https://gromada.example/' })).toMatchObject({
    publicUrl: 'https://gromada.example',
    origin: 'https://gromada.example',
  });
});

test('names every variable that is missing or invalid', () => {
  const message =
    /INSTALLATION[^]*HTTP_PORT[^]*TRUSTED_PROXIES[^]*FORM_SECRET_FILE[^]*OFFICER_REGISTRY_ADDRESS[^]*INCIDENT_INTAKE_ADDRESS[^]*CAMERA_ROLLOUT_ADDRESS[^]*STATISTICS_ADDRESS[^]*TLS_CA_FILE/;
  expect(() => readConfig({ TRUSTED_PROXIES: '-1' })).toThrow(message);
});
