import { randomUUID } from 'node:crypto';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  type Resource,
} from '@opentelemetry/resources';

/**
 * The source of the telemetry. OTEL_RESOURCE_ATTRIBUTES of the deployment applies, such as `service.instance.id` or
 * `k8s.pod.name`, but the service sets its name and version. There are no detectors of the process or the host: they
 * would send command lines and user names.
 */
export function describeService(service: string, version: string): Resource {
  return defaultResource()
    .merge(resourceFromAttributes({ 'service.instance.id': randomUUID() }))
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector] }))
    .merge(resourceFromAttributes({ 'service.name': service, 'service.version': version }));
}
