import type { Options } from 'k6/options';
import { OBJECTIVES, WEB_OBJECTIVES, type Promised, type WebPromised } from '../../thresholds/objectives.ts';
import type { Tags } from './service.ts';

type Thresholds = NonNullable<Options['thresholds']>;

/** The SLOs of these methods as k6 thresholds, and a threshold for calls that were due but not sent. */
export function thresholdsOf(...methods: readonly Promised[]): Thresholds {
  return Object.assign({ dropped_iterations: ['count==0'] }, ...methods.map((method) => thresholdOf(method)));
}

/** Restricts the threshold to calls with these tags. */
export function thresholdOf(method: Promised, tags: Tags = {}, abortOnFail = false): Thresholds {
  const { availability, p99Ms } = OBJECTIVES[method];
  const all = Object.entries({ rpc: method, ...tags });
  const tagged = `{${all.map(([name, value]) => `${name}:${value}`).join(',')}}`;
  const unless = (threshold: string) => [{ threshold, abortOnFail, delayAbortEval: '10s' }];
  return {
    [`answered${tagged}`]: unless(`rate>=${availability}`),
    [`grpc_req_duration${tagged}`]: unless(`p(99)<${p99Ms}`),
  };
}

/** The SLOs of parts of the public web, measured from here: the network comes on top. */
export function webThresholdsOf(...parts: readonly WebPromised[]): Thresholds {
  const all = parts.map((part) => ({
    [`answered{web:${part}}`]: [`rate>=${WEB_OBJECTIVES[part].availability}`],
    [`http_req_duration{web:${part}}`]: [`p(99)<${WEB_OBJECTIVES[part].p99Ms}`],
  }));
  return Object.assign({ dropped_iterations: ['count==0'] }, ...all);
}

/** Figures in the summary of every scenario. */
export const TREND_STATS: string[] = ['avg', 'med', 'p(95)', 'p(99)', 'max'];
