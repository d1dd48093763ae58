import type { KubernetesObject } from '../rendered/objects.ts';

/** The system that reports incidents here. Production has none until its operator adds the real ones. */
export const REPORTER = 'reporter';

const CALLER = {
  name: REPORTER,
  edrpou: '00000000',
  subsystem: REPORTER,
  roles: ['system-reporter', 'statistician'],
  territory: ['UA'],
};

/** Returns the objects with one more caller in the ConfigMap of callers. */
export function withReporter(object: KubernetesObject): KubernetesObject {
  const text = object.kind === 'ConfigMap' ? object.data?.['callers.json'] : undefined;
  if (text === undefined) return object;
  const { callers } = JSON.parse(text) as { callers: object[] };
  return { ...object, data: { ...object.data, 'callers.json': JSON.stringify({ callers: [...callers, CALLER] }) } };
}
