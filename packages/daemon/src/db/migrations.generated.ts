// Written by scripts/generate-migrations.ts from packages/daemon/migrations/. Do not edit.
import type { Migration } from './migration.ts'

export const migrations: readonly Migration[] = [
  {
    id: 1,
    name: 'catalog',
    breaking: false,
    sql: `-- Run with search_path set to the schema of the catalog, in one transaction.

create table providers (
  id text primary key check (length(id) between 1 and 64),
  name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}\$')
);

-- What each provider calls things, and what we call them. \`code\` is our slug or ISO code, or \`<provider>:<native_id>\`
-- where nobody has mapped the id yet.
create table provider_services (
  provider text not null references providers,
  native_id text not null check (length(native_id) between 1 and 64),
  code text not null check (length(code) <= 130),
  name text not null,
  listed boolean not null default true,
  primary key (provider, native_id)
);

create table provider_countries (
  provider text not null references providers,
  native_id text not null check (length(native_id) between 1 and 64),
  code text not null check (length(code) <= 130),
  name text not null,
  listed boolean not null default true,
  primary key (provider, native_id)
);

-- One row per thing, summed over providers.
create table services (
  code text primary key,
  name text not null,
  category text not null default 'other' check (category in (
    'social', 'messaging', 'shopping', 'finance', 'delivery', 'transport', 'entertainment', 'technology', 'other')),
  icon text,
  active boolean not null default true,
  total_available bigint not null default 0 check (total_available >= 0)
);

create table countries (
  code text primary key,
  name text not null,
  active boolean not null default true,
  success_rate numeric(5, 4) check (success_rate between 0 and 1),
  total_services integer not null default 0,
  total_available bigint not null default 0 check (total_available >= 0),
  metadata jsonb not null default '{}',
  last_sync timestamptz
);

-- The facts. NaN sorts above every number, hence the upper bound on price. An operator or supplier of '' means none named.
create table offers (
  provider text not null,
  kind text not null default 'activation' check (kind in ('activation', 'rental')),
  native_service text not null,
  native_country text not null,
  operator text not null default '',
  supplier text not null default '',
  service text not null,
  country text not null,
  price numeric(18, 6) not null check (price >= 0 and price < 'Infinity'),
  currency text not null check (currency ~ '^[A-Z]{3}\$'),
  stock bigint check (stock >= 0),
  run_token bigint not null,
  missing_runs smallint not null default 0,
  missing_since timestamptz,
  tombstoned_at timestamptz,
  available boolean generated always as (tombstoned_at is null) stored,
  primary key (provider, kind, native_country, native_service, operator, supplier)
);
create index offers_by_service on offers (service, country);

-- How price and stock moved: a row for each change of either, none for a run that changes nothing. Kept for a while.
create table offer_changes (
  provider text not null,
  native_service text not null,
  native_country text not null,
  operator text not null,
  supplier text not null,
  service text not null,
  country text not null,
  changed_at timestamptz not null default clock_timestamp(),
  change text not null check (change in ('new', 'changed', 'gone', 'returned')),
  old_price numeric(18, 6),
  price numeric(18, 6),
  old_stock bigint,
  stock bigint
);
create index offer_changes_by_service on offer_changes (service, country, changed_at);
create index offer_changes_by_time on offer_changes using brin (changed_at);

-- One row per provider: since when the catalog is as it is.
create table catalogs (
  provider text primary key references providers,
  token bigint not null,
  observed_at timestamptz not null,
  changed_at timestamptz not null
);

-- What the guards compare the next run of the same scope with, and which countries that scope saw when. \`anchor\` is the
-- catalog as it was accepted up to a day ago: small steps add up to a drift from it. A scope nobody has run yet has no row.
create table baselines (
  provider text not null,
  scope text not null,
  stats jsonb not null,
  recent_stock jsonb not null,
  anchor jsonb not null,
  anchored_at timestamptz not null,
  observed_at timestamptz not null,
  observed_countries text[] not null,
  primary key (provider, scope)
);

-- A refused catalog, as figures: it is accepted when later runs agree with it for long enough. At most one per scope.
create table refusals (
  provider text not null,
  scope text not null,
  guard text not null,
  stats jsonb not null,
  agreeing integer not null,
  counted_at timestamptz not null,
  primary key (provider, scope)
);

-- Countries that were asked for and did not answer, or that no scan covers any more; they keep their offers. No row: fresh.
create table stale_partitions (
  provider text not null references providers,
  native_country text not null,
  stale_since timestamptz not null,
  reason text not null,
  primary key (provider, native_country)
);

create table sync_runs (
  id bigint generated always as identity primary key,
  job text not null,
  provider text not null,
  trigger text not null check (trigger in ('schedule', 'manual')),
  status text not null check (status in (
    'running', 'succeeded', 'partial', 'rejected', 'failed', 'skipped', 'aborted', 'fenced', 'abandoned')),
  holder text not null,
  lease_name text,
  lease_token bigint,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  expires_at timestamptz,
  requests integer not null default 0,
  bytes bigint not null default 0,
  rows_read bigint not null default 0,
  rows_written bigint not null default 0,
  reason text,
  details jsonb not null default '{}'
);
create unique index sync_runs_running on sync_runs (job, provider) where status = 'running';
create index sync_runs_by_start on sync_runs (started_at desc);

-- The run log everyone reads. A run whose process is gone shows as abandoned even when no process is left to say so. Read
-- with the rights of the reader (Postgres 15): those of the owner would pass by the row level security of the table.
create view sync_logs with (security_invoker = true) as
select
  id, job, provider, trigger,
  case when status = 'running' and expires_at < clock_timestamp() then 'abandoned' else status end as status,
  started_at,
  case when status = 'running' and expires_at < clock_timestamp() then expires_at else finished_at end as finished_at,
  requests, bytes, rows_read, rows_written, reason, details, holder, lease_token
from sync_runs;

-- The right to run one thing now. Rows are never deleted, so that tokens only grow.
create table leases (
  name text primary key,
  holder text not null,
  token bigint not null,
  expires_at timestamptz not null
);

create table schedules (
  job text not null,
  provider text not null,
  next_due_at timestamptz not null,
  failures integer not null default 0,
  primary key (job, provider)
);

-- On a hosted Postgres, tables may be readable by anybody with a public key unless this is said.
alter table providers enable row level security;
alter table provider_services enable row level security;
alter table provider_countries enable row level security;
alter table services enable row level security;
alter table countries enable row level security;
alter table offers enable row level security;
alter table offer_changes enable row level security;
alter table catalogs enable row level security;
alter table baselines enable row level security;
alter table refusals enable row level security;
alter table stale_partitions enable row level security;
alter table sync_runs enable row level security;
alter table leases enable row level security;
alter table schedules enable row level security;
`,
  },
  {
    id: 2,
    name: 'purchase_intents',
    breaking: false,
    sql: `-- Every purchase, written down before it is made, and what came of it. Rows are never deleted: a key stands for one purchase
-- for ever. An \`orphan\` is a number that was found on the account and belongs to no purchase.
create table purchase_intents (
  number bigint generated always as identity unique,
  id text primary key,
  account text not null,
  idempotency_key text,
  targets jsonb not null,
  max_price numeric(18, 6) check (max_price > 0 and max_price < 'Infinity'),
  state text not null check (state in (
    'prepared', 'sending', 'confirmed', 'rejected', 'not_sent', 'unknown', 'not_purchased', 'failed', 'orphan')),
  -- Milliseconds after the send for which it keeps others of its kind waiting once it is unknown; null: until it is closed.
  gate_ms bigint check (gate_ms >= 0),
  activation_id text,
  snapshot jsonb,
  ended boolean not null default false,
  hint text,
  refusal jsonb,
  doubt text,
  witness jsonb,
  flags jsonb not null default '[]',
  created_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz,
  check (state <> 'confirmed' or activation_id is not null)
);
create unique index purchase_intents_key on purchase_intents (account, idempotency_key);
create unique index purchase_intents_activation on purchase_intents (account, activation_id);
create index purchase_intents_open on purchase_intents (account) where state in ('prepared', 'sending', 'unknown');
create index purchase_intents_alive on purchase_intents (account) where activation_id is not null and not ended;
create index purchase_intents_orphans on purchase_intents (account) where state = 'orphan';

alter table purchase_intents enable row level security;
`,
  },
  {
    id: 3,
    name: 'purchase_targets',
    breaking: false,
    sql: `-- A purchase may be a rental, or more time on one; and one of several providers may be the one that the doubt is about.
-- Targets written before say nothing of their kind: they are activations.
alter table purchase_intents add column asked text;
`,
  },
]
