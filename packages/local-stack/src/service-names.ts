/**
 * The services of the programme, by the names of their workspaces. Each publishes and consumes events, and keeps an audit
 * and a database of its own; the gateway does none of this.
 */
export const SERVICES = ['officer-registry', 'incident-intake', 'camera-rollout', 'statistics'] as const;
export type ServiceName = (typeof SERVICES)[number];
