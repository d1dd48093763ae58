import type { Rights } from '@safe-community/database';
import { OF_NAMED_CASE } from './named-case.store.ts';

/**
 * Cases of domestic violence. Only ids, times, versions and measures are in plaintext; all else is encrypted under the
 * key of the case, which is that of its incident.
 */
export const VIOLENCE_TABLES: readonly string[] = [
  `create table dv_case (
     incident_id uuid primary key,
     version integer not null,
     opened_at timestamptz not null,
     -- of the same offender in all cases, and not to be undone without the key of digests
     offender_pseudonym text,
     sealed_facts bytea,
     -- of the victim's address in the hromada, and not to be undone without the key of digests
     home_pseudonym text,
     assessed_at timestamptz,
     sealed_risk bytea,
     sealed_official_risk bytea
   )`,
  // Needed by OTHERS (linked-cases.store.ts).
  `create index dv_case_of_offender on dv_case (offender_pseudonym, incident_id) where offender_pseudonym is not null`,
  // Needed by AT_SCENE (orders-in-force.store.ts).
  `create index dv_case_of_home on dv_case (home_pseudonym) where home_pseudonym is not null`,
  `create table dv_order (
     order_id uuid primary key,
     incident_id uuid not null references dv_case,
     kind text not null,
     issued_on date,
     measures text[] not null,
     warnings text[] not null default '{}',
     valid_from timestamptz not null,
     valid_to timestamptz not null,
     -- before its term
     ended_at timestamptz,
     recorded_at timestamptz not null,
     -- of a court's order
     extends_order_id uuid references dv_order,
     sealed_decision bytea
   )`,
  // Needed by ordersOf (case-orders.store.ts).
  `create index dv_order_of_case on dv_order (incident_id)`,
  // Needed by LIST_EXPIRING (orders-in-force.store.ts).
  `create index dv_order_expiring on dv_order (valid_to, order_id) where ended_at is null`,
  // Needed by LIST_EXPIRING (orders-in-force.store.ts).
  `create index dv_order_extended on dv_order (extends_order_id) where extends_order_id is not null`,
  `create table dv_order_step (
     step_id uuid primary key,
     order_id uuid not null references dv_order,
     incident_id uuid not null references dv_case,
     kind text not null,
     happened_at timestamptz not null,
     recorded_at timestamptz not null,
     -- codes: why it ended, who decides on the appeal, or which measures were breached
     codes text[] not null
   )`,
  // Needed by ordersOf (case-orders.store.ts).
  `create index dv_order_step_of_case on dv_order_step (incident_id)`,
  // Needed by IN_FORCE (orders-in-force.store.ts).
  `create index dv_order_step_of_order on dv_order_step (order_id)`,
  `create table dv_referral (
     referral_id uuid primary key,
     incident_id uuid not null references dv_case,
     hromada_code text not null,
     referred_at timestamptz not null,
     accepted_at timestamptz,
     sealed_request bytea
   )`,
  // Needed by referralsOf (case-parts.store.ts).
  `create index dv_referral_of_case on dv_referral (incident_id)`,
  `create table dv_visit (
     visit_id uuid primary key,
     incident_id uuid not null references dv_case,
     hromada_code text not null,
     due_at timestamptz not null,
     done_at timestamptz,
     -- when it was reported as overdue
     told_at timestamptz,
     sealed_finding bytea
   )`,
  // Needed by visitsOf (case-parts.store.ts).
  `create index dv_visit_of_case on dv_visit (incident_id)`,
  // Needed by LIST_DUE (due-visits.store.ts).
  `create index dv_visit_due on dv_visit (due_at, visit_id) where done_at is null`,
  // Needed by TAKE (due-visits.store.ts).
  `create index dv_visit_untold on dv_visit (due_at) where done_at is null and told_at is null`,
];

export const VIOLENCE_RIGHTS: Rights = {
  dv_case: {
    insert: true,
    update: [
      'version',
      'offender_pseudonym',
      'sealed_facts',
      'assessed_at',
      'sealed_risk',
      'home_pseudonym',
      'sealed_official_risk',
    ],
    rows: OF_NAMED_CASE,
  },
  dv_order: {
    insert: true,
    update: ['sealed_decision', 'ended_at'],
    insertOnly: ['issued_on'],
    rows: OF_NAMED_CASE,
  },
  dv_order_step: { insert: true, rows: OF_NAMED_CASE },
  dv_referral: { insert: true, update: ['accepted_at', 'sealed_request'], rows: OF_NAMED_CASE },
  dv_visit: { insert: true, update: ['done_at', 'told_at', 'sealed_finding'], rows: OF_NAMED_CASE },
};
