-- A purchase may be a rental, or more time on one; and one of several providers may be the one that the doubt is about.
-- Targets written before say nothing of their kind: they are activations.
alter table purchase_intents add column asked text;
