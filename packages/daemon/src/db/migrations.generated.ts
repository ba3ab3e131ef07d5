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
  {
    id: 4,
    name: 'operations',
    breaking: false,
    sql: `-- What is asked for over HTTP, bought, followed, told and answered for.

-- A purchase as a client asked for it, under its key. The first request with a key decides what the key stands for.
create table purchase_requests (
  subject text not null check (length(subject) between 1 and 129),
  key text not null check (length(key) between 1 and 128),
  fingerprint text not null,
  account text not null,
  kind text not null check (kind in ('activation', 'rental', 'extension')),
  asked jsonb not null,
  max_price numeric(18, 6) not null check (max_price > 0 and max_price < 'Infinity'),
  session text,
  request_id text,
  created_at timestamptz not null default clock_timestamp(),
  -- Since when nothing is bought under the key, as somebody was told; whoever asks again opens it.
  closed_at timestamptz,
  primary key (subject, key)
);

-- Numbers that were seen on the account while a purchase was unknown, and may be what it bought; as each was seen first.
alter table purchase_intents add column candidates jsonb not null default '[]';

-- Whose purchase it is, by which short-lived token if by one, and what the provider gave back. \`held\` is what it takes of a
-- budget: the cap until the price is known in the currency of the account, nothing once nothing is charged. So the ledger
-- itself is the account of budgets.
alter table purchase_intents
  add column subject text,
  add column session text,
  add column request_id text,
  add column refund text,
  add column held numeric(18, 6) generated always as (
    case
      when state in ('prepared', 'sending', 'unknown') then max_price
      when (state = 'confirmed' or (state = 'orphan' and flags ? 'surplus')) and coalesce(refund, 'none') not in ('confirmed', 'not_charged')
        then coalesce(case when not flags ? 'price_untold' then (snapshot #>> '{price,amount}')::numeric end, max_price)
      else 0
    end) stored,
  -- When it counts as begun: once it is sent, the send.
  add column begun_at timestamptz generated always as (coalesce(sent_at, created_at)) stored;
create index purchase_intents_by_time on purchase_intents (account, created_at);
create index purchase_intents_by_subject on purchase_intents (subject, created_at) where subject is not null;
-- All that is added up for a budget, so that the purchases of a day are not read themselves.
create index purchase_intents_begun on purchase_intents (account, begun_at) include (number, subject, held)
  where state <> 'orphan';
create index purchase_intents_by_session on purchase_intents (session) where session is not null;

-- Whether anything may be bought at all, for every process at once; without a row it may.
create table purchase_switch (
  single boolean primary key default true check (single),
  is_on boolean not null,
  actor text not null,
  reason text,
  changed_at timestamptz not null default clock_timestamp()
);
alter table purchase_switch enable row level security;

-- Every bought number and what is known of it now; its SMS are in \`messages\`. Texts and phones go after some time.
create table activations (
  id text primary key,
  kind text not null check (kind in ('activation', 'rental')),
  account text not null,
  intent_id text not null references purchase_intents (id),
  subject text,
  status text not null check (status in (
    'waiting', 'received', 'retrying', 'active', 'completed', 'cancelled', 'expired')),
  service text not null,
  country text not null,
  phone text,
  phone_hash text,
  price numeric(18, 6),
  currency text,
  refund text not null,
  -- Without messages, and without the phone once that has gone.
  snapshot jsonb not null,
  -- In milliseconds, as a list is continued by it.
  bought_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
  expires_at timestamptz,
  observed_at timestamptz not null,
  -- When it was told that it was bought; nothing is told of it before.
  announced_at timestamptz,
  first_message_at timestamptz,
  ended_at timestamptz,
  -- It is to be given back as soon as the provider takes it.
  cancel_requested_at timestamptz
);
create index activations_open on activations (account, bought_at) where ended_at is null;
create index activations_unwanted on activations (account) where ended_at is null and cancel_requested_at is not null;
create index activations_by_subject on activations (subject, bought_at);
create index activations_by_time on activations (bought_at);
create index activations_by_service on activations (service, country, bought_at);

create table messages (
  activation_id text not null references activations,
  id text not null,
  position integer not null,
  text text,
  code text,
  sender text,
  channel text not null check (channel in ('sms', 'voice')),
  received_at timestamptz,
  seen_at timestamptz not null default clock_timestamp(),
  primary key (activation_id, id)
);

-- What happened to numbers, in the order in which it was committed: written under a lock that is held to the end of the
-- transaction, so that who has read up to an id has missed nothing before it.
create table activation_events (
  id bigint generated always as identity primary key,
  activation_id text not null references activations,
  subject text,
  type text not null check (type in ('bought', 'status', 'message', 'settled')),
  status text not null,
  message_id text,
  at timestamptz not null default clock_timestamp()
);
create index activation_events_by_activation on activation_events (activation_id, id);
create index activation_events_by_subject on activation_events (subject, id);

-- Calls of providers, stored before anything else is done with them.
create table webhook_inbox (
  id bigint generated always as identity primary key,
  account text not null,
  fingerprint text not null,
  headers jsonb not null,
  body text not null,
  received_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  handled_at timestamptz,
  outcome text
);
create unique index webhook_inbox_waiting on webhook_inbox (account, fingerprint) where handled_at is null;
create index webhook_inbox_due on webhook_inbox (next_attempt_at) where handled_at is null;

-- The team's own endpoints as the configuration names them, and what each is told. Neither address nor secret stands here.
create table webhook_endpoints (
  id text primary key,
  types jsonb not null,
  -- Whose numbers and purchases it is told of; null: everybody's, and nobody's.
  subjects jsonb,
  -- One that is configured no more is told nothing new.
  active boolean not null default true
);

-- What is told to the team's own endpoints, and how far that has come at each of them. Neither text nor phone stands here.
create table outbox (
  id bigint generated always as identity primary key,
  event_id text not null unique,
  type text not null,
  -- Events of one key are told in order.
  ordering_key text not null,
  payload jsonb not null,
  created_at timestamptz not null default clock_timestamp()
);
create table webhook_deliveries (
  endpoint text not null,
  outbox_id bigint not null references outbox on delete cascade,
  ordering_key text not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'dead')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  last_result text,
  settled_at timestamptz,
  primary key (endpoint, outbox_id)
);
create index webhook_deliveries_due on webhook_deliveries (endpoint, next_attempt_at) where state = 'pending';
create index webhook_deliveries_dead on webhook_deliveries (endpoint) where state = 'dead';
create index webhook_deliveries_order on webhook_deliveries (endpoint, ordering_key, outbox_id) where state = 'pending';

-- Tells each endpoint that wants to know, by the transaction that makes it so.
create function tell_endpoints(told_type text, about text, told_key text, told jsonb)
returns void language sql set search_path from current as \$\$
  with wanting as (
    select id from webhook_endpoints
    where active and types ? told_type and (subjects is null or subjects ? about)
  ), event as (
    insert into outbox (event_id, type, ordering_key, payload)
    select 'evt_' || replace(gen_random_uuid()::text, '-', ''), told_type, told_key, told
    where exists (select from wanting)
    returning id
  )
  -- What must wait behind another one anyway is not looked at each second. One that is on its way is put off by a minute,
  -- which is no reason: it may have arrived by the time this is committed.
  insert into webhook_deliveries (endpoint, outbox_id, ordering_key, next_attempt_at)
  select wanting.id, event.id, told_key, coalesce((
    select max(next_attempt_at) from webhook_deliveries d
    where d.endpoint = wanting.id and d.ordering_key = told_key and d.state = 'pending'
      and d.next_attempt_at > clock_timestamp() + interval '1 minute'), clock_timestamp())
  from wanting, event
\$\$;

-- A lease that was not given back was taken from a process that let it end: how often that came to pass.
alter table leases
  add column is_released boolean not null default true,
  add column takeovers bigint not null default 0;

-- The last runs of one job are asked for again and again.
create index sync_runs_by_job on sync_runs (job, provider, id);

-- Balances as the providers told them: a row for each change, and when it was last seen so.
create table balances (
  account text not null,
  amount numeric(18, 6) not null check (amount > '-Infinity' and amount < 'Infinity'),
  currency text not null check (currency ~ '^[A-Z]{3}\$'),
  first_seen_at timestamptz not null default clock_timestamp(),
  last_seen_at timestamptz not null default clock_timestamp(),
  primary key (account, first_seen_at)
);

-- When the next request to an account may go out, whichever process sends it.
create table paces (
  account text primary key,
  next_at timestamptz not null default clock_timestamp(),
  rate real not null check (rate > 0),
  slowed_at timestamptz
);

-- Short-lived tokens for browsers, and the sessions of the admin page; kept as hashes.
create table sessions (
  id text primary key,
  hash bytea not null unique,
  -- Hash of the configured token it rests on, and ends with.
  issued_by bytea not null,
  subject text not null,
  scopes jsonb not null,
  spend_cap numeric(18, 6) check (spend_cap >= 0 and spend_cap < 'Infinity'),
  currency text,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);

-- Who did what with money. It only grows.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  subject_hash text,
  action text not null,
  intent_id text,
  activation_id text,
  provider text,
  account text,
  amount numeric(18, 6),
  currency text,
  state_from text,
  state_to text,
  request_id text,
  reason text
);
create index audit_by_intent on audit (intent_id);
create index audit_by_time on audit (at);

create function refuse_change() returns trigger language plpgsql as \$\$
begin
  raise exception 'the audit only grows' using errcode = 'insufficient_privilege';
end \$\$;
create trigger audit_only_grows before update or delete on audit for each row execute function refuse_change();
create trigger audit_stays before truncate on audit for each statement execute function refuse_change();

-- Every change of state of a purchase is in the audit, and what the provider gave back of it, because the statement that
-- makes the change writes it there.
create function audit_purchase() returns trigger language plpgsql set search_path from current as \$\$
declare
  is_refund boolean := tg_op = 'UPDATE' and old.state = new.state;
begin
  if is_refund and coalesce(old.refund, 'none') = coalesce(new.refund, 'none') then
    return null;
  end if;
  insert into audit (
    actor, subject_hash, action, intent_id, activation_id, provider, account, amount, currency, state_from, state_to,
    request_id, reason)
  values (
    coalesce(nullif(current_setting('onesms.actor', true), ''), 'daemon'),
    encode(sha256(convert_to(new.subject, 'UTF8')), 'hex'),
    case when is_refund then 'refund' else coalesce(new.targets #>> '{0,kind}', 'activation') end,
    new.id, new.activation_id,
    coalesce(new.snapshot ->> 'provider', new.asked, new.targets #>> '{0,provider}'),
    new.account,
    case when is_refund then old.held - new.held else new.held end,
    case when not new.flags ? 'price_untold' then new.snapshot #>> '{price,currency}' end,
    case when tg_op = 'UPDATE' and not is_refund then old.state end,
    case when not is_refund then new.state end,
    new.request_id,
    case when is_refund then new.refund else coalesce(new.refusal ->> 'code', new.doubt) end);
  return null;
end \$\$;
create trigger purchase_intents_audit after insert or update of state, refund on purchase_intents
  for each row execute function audit_purchase();

-- A number is followed from the statement on that writes down that it is ours.
create function follow_purchase() returns trigger language plpgsql set search_path from current as \$\$
begin
  -- A number that was found is ours where nobody else buys, and is paid for until it is given back.
  if not (new.state = 'confirmed' or (new.state = 'orphan' and new.flags ? 'surplus')) or new.snapshot is null
    or (tg_op = 'UPDATE' and old.state = new.state) then
    return null;
  end if;
  if new.targets #>> '{0,kind}' = 'extension' then
    update activations a
    set snapshot = a.snapshot || jsonb_build_object('expiresAt', new.snapshot -> 'expiresAt'),
      expires_at = (new.snapshot ->> 'expiresAt')::timestamptz
    where a.id = new.snapshot ->> 'id' and a.ended_at is null;
    return null;
  end if;
  insert into activations (
    id, kind, account, intent_id, subject, status, service, country, phone, price, currency, refund, snapshot,
    expires_at, observed_at, cancel_requested_at)
  values (
    new.snapshot ->> 'id', coalesce(new.snapshot ->> 'kind', 'activation'), new.account, new.id, new.subject,
    new.snapshot ->> 'status',
    coalesce(
      new.snapshot #>> '{service,slug}', (new.snapshot ->> 'provider') || ':' || (new.snapshot #>> '{service,nativeId}')),
    coalesce(
      new.snapshot #>> '{country,iso}', (new.snapshot ->> 'provider') || ':' || (new.snapshot #>> '{country,nativeId}')),
    new.snapshot ->> 'phone', (new.snapshot #>> '{price,amount}')::numeric, new.snapshot #>> '{price,currency}',
    new.snapshot ->> 'refund', new.snapshot - 'messages',
    (new.snapshot ->> 'expiresAt')::timestamptz, (new.snapshot ->> 'observedAt')::timestamptz,
    -- What nobody waits for is given back by whoever follows it, should the process be gone that bought it.
    case when new.flags ?| array['aborted', 'price_exceeded', 'surplus'] then clock_timestamp() end)
  on conflict (id) do nothing;
  return null;
end \$\$;
create trigger purchase_intents_follow after insert or update of state on purchase_intents
  for each row execute function follow_purchase();

-- A purchase nobody can tell the outcome of, its end, and a number of nobody's are told by the statement that writes them down.
create function tell_purchase() returns trigger language plpgsql set search_path from current as \$\$
declare
  before text := case when tg_op = 'UPDATE' then old.state end;
  told text := case
    when new.state is not distinct from before then null
    when new.state = 'unknown' then 'purchase.unknown'
    when new.state = 'orphan' then 'purchase.orphan'
    -- Also what was closed as bought nothing, and has turned out to have.
    when before = 'unknown' or (before = 'not_purchased' and new.state = 'confirmed') then 'purchase.resolved'
  end;
begin
  if told is not null then
    perform tell_endpoints(told, new.subject, 'purchase:' || new.id, jsonb_build_object('purchase', jsonb_build_object(
      'id', new.id, 'account', new.account, 'kind', coalesce(new.targets #>> '{0,kind}', 'activation'),
      'state', new.state, 'activation_id', new.activation_id, 'max_price', trim_scale(new.max_price)::text,
      'created_at', to_char(new.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))));
  end if;
  return null;
end \$\$;
create trigger purchase_intents_tell after insert or update of state on purchase_intents
  for each row execute function tell_purchase();

-- Lines of stock and price that the configuration watches, and whether they are crossed; null: not looked at yet.
create table watches (
  key text primary key,
  beyond boolean,
  since timestamptz not null default clock_timestamp()
);

-- The first refusal in a row of a job is told by the statement that writes it down.
create function tell_refusal() returns trigger language plpgsql set search_path from current as \$\$
begin
  if new.status = 'rejected' and 'rejected' is distinct from (
    select status from sync_runs
    where job = new.job and provider = new.provider and id < new.id and status in ('succeeded', 'partial', 'rejected')
    order by id desc limit 1)
  then
    perform tell_endpoints('sync.refused', null, 'sync:' || new.provider, jsonb_build_object(
      'provider', new.provider, 'job', new.job, 'run', new.id,
      'guard', coalesce(new.details ->> 'guard', 'empty'), 'reason', new.reason));
  end if;
  return null;
end \$\$;
create trigger sync_runs_tell after update of status on sync_runs
  for each row when (new.status = 'rejected' and old.status <> 'rejected') execute function tell_refusal();

alter table purchase_requests enable row level security;
alter table activations enable row level security;
alter table messages enable row level security;
alter table activation_events enable row level security;
alter table webhook_inbox enable row level security;
alter table watches enable row level security;
alter table webhook_endpoints enable row level security;
alter table outbox enable row level security;
alter table webhook_deliveries enable row level security;
alter table balances enable row level security;
alter table paces enable row level security;
alter table sessions enable row level security;
alter table audit enable row level security;
`,
  },
]
