-- Every purchase, written down before it is made, and what came of it. Rows are never deleted: a key stands for one purchase
-- for ever. An `orphan` is a number that was found on the account and belongs to no purchase.
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
