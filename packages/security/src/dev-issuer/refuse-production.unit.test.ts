import { expect, it, vi } from 'vitest';
import { issueToken, newSigningKey, serveKeys } from './index.ts';

it.each([
  ['NODE_ENV', 'production', 'NODE_ENV is production'],
  ['KUBERNETES_SERVICE_HOST', '10.0.0.1', 'this is a pod of Kubernetes'],
])('with %s=%s it neither issues tokens nor publishes keys', async (name, value, why) => {
  const key = await newSigningKey('dev');
  vi.stubEnv(name, value);
  await expect(issueToken(key, { person: 'p', system: 'client', roles: ['auditor'] })).rejects.toThrow(why);
  await expect(serveKeys([key])).rejects.toThrow(why);
  vi.unstubAllEnvs();
});
