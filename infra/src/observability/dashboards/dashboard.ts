import { placed, type Panel } from './panel.ts';

export interface Dashboard {
  /** Part of its address: never changed. */
  readonly uid: string;
  readonly title: { readonly uk: string; readonly en: string };
  /** What it is for and whom, in both languages. */
  readonly description: string;
  readonly panels: readonly Panel[];
  /** Whether one of the services is chosen above. */
  readonly isOfAService: boolean;
}

/** Grafana 11. */
const SCHEMA = 39;

/** As Grafana reads it from a file. */
export function dashboardJson({ uid, title, description, panels, isOfAService }: Dashboard) {
  return {
    uid,
    title: `${title.uk} · ${title.en}`,
    description,
    tags: ['safe-community'],
    schemaVersion: SCHEMA,
    editable: false,
    graphTooltip: 1,
    timezone: 'Europe/Kyiv',
    time: { from: 'now-6h', to: 'now' },
    refresh: '30s',
    templating: { list: [source, namespace, ...(isOfAService ? [service] : [])] },
    annotations: { list: [] },
    links: [],
    panels: placed(panels),
  };
}

const source = { name: 'source', label: 'Джерело · Source', type: 'datasource', query: 'prometheus', hide: 0 };

const namespace = choice('namespace', 'Простір · Namespace', 'label_values(safe_community_service_ready, namespace)');

const service = choice(
  'job',
  'Служба · Service',
  'label_values(safe_community_service_ready{namespace="$namespace"}, job)',
);

/** What is chosen above the panels, of what the query finds. */
function choice(name: string, label: string, query: string) {
  const datasource = { type: 'prometheus', uid: '${source}' };
  return { name, label, type: 'query', datasource, query: { query, refId: name }, refresh: 2, sort: 1 };
}
