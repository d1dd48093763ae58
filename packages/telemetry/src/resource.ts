import { randomUUID } from 'node:crypto';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  type Resource,
} from '@opentelemetry/resources';

/**
 * Who sends the telemetry. What the deployment says in OTEL_RESOURCE_ATTRIBUTES is taken, such as
 * `service.instance.id` or `k8s.pod.name`; name and version are the service's own to say. No
 * detector of the process or the host: they send command lines and user names.
 */
export function describeService(service: string, version: string): Resource {
  return defaultResource()
    .merge(resourceFromAttributes({ 'service.instance.id': randomUUID() }))
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector] }))
    .merge(resourceFromAttributes({ 'service.name': service, 'service.version': version }));
}
