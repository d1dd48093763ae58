import type { Panel } from './panel.ts';

/** Memory of each replica of a process, and where its heap ends. @param of labels of the process, in PromQL. */
export function memoryPanel(of: string): Panel {
  return {
    title: { uk: 'Пам’ять', en: 'Memory' },
    kind: 'graph',
    unit: 'bytes',
    queries: [
      { expr: `process_memory_usage_bytes{${of}}`, legend: 'resident {{ instance }}' },
      { expr: `sum by (instance) (v8js_memory_heap_used_bytes{${of}})`, legend: 'heap {{ instance }}' },
      { expr: `max(safe_community_process_heap_limit_bytes{${of}})`, legend: 'heap limit' },
    ],
  };
}
