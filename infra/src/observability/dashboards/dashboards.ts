import { dashboardJson, type Dashboard } from './dashboard.ts';
import { events } from './events.ts';
import { programme } from './programme.ts';
import { service } from './service.ts';
import { web } from './web.ts';

export const DASHBOARDS = [service, events, programme, web].map((one: Dashboard) => ({
  uid: one.uid,
  dashboard: dashboardJson(one),
}));
