import { placed, type Panel } from './panel.ts';

export interface Dashboard {
  /** Part of the URL: never change it. */
  readonly uid: string;
  readonly title: { readonly uk: string; readonly en: string };
  /** Purpose and audience, in both languages. */
  readonly description: string;
  readonly panels: readonly Panel[];
  /** Whether the user selects one service. */
  readonly isOfAService: boolean;
}

/** Schema of Grafana 11. */
const SCHEMA = 39;

/** The dashboard as a provisioning file for Grafana. */
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

/** A variable whose values are the result of the query. */
function choice(name: string, label: string, query: string) {
  const datasource = { type: 'prometheus', uid: '${source}' };
  return { name, label, type: 'query', datasource, query: { query, refId: name }, refresh: 2, sort: 1 };
}
