export { brokerCertificateEnd } from './broker-certificate.ts';
export { connectBroker, type BrokerOptions, type ConnectOptions } from './connect.ts';
export { fromHeaders, messageId, toHeaders, UnreadableEvent, type Envelope } from './envelope.ts';
export { eventKind, type EventKind, type NewEvent } from './event-kind.ts';
export { decodeHeartbeat, encodeHeartbeat, type Heartbeat } from './heartbeat.ts';
export * from './kinds.ts';
export { orStopped, pause } from './or-stopped.ts';
export { Publisher } from './publisher.ts';
export { readStream, type Delivery, type StreamPlace } from './reader.ts';
export { onReconnect } from './reconnects.ts';
export { readSyncInterval, type ServerMonitor, type SyncInterval } from './server-settings.ts';
export { LOCAL_STREAM_POLICY, type StreamPolicy } from './stream-policy.ts';
export { ensureStream, streamName, type SettledDifference } from './stream.ts';
export {
  DOMAINS,
  domainSubjects,
  eventType,
  heartbeatSubject,
  isEventSubject,
  subjectOf,
  type Domain,
  type Place,
} from './subject.ts';
