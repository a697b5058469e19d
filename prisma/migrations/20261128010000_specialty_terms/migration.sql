-- Every specialty of a certificate has its own first and last day (formats §3, TPersonRegMajor). They stand beside the bit mask, one
-- element for each set bit in the order of the bits, null where the specialty follows its certificate; both columns are null where
-- all of them do, which is what every row of before says: nothing that was known changes its meaning (docs/decisions/0021).
ALTER TABLE "registration" ADD COLUMN "specialty_from" date[], ADD COLUMN "specialty_until" date[];

ALTER TABLE "registration" ADD CONSTRAINT "registration_specialty_terms_check" CHECK (
  ("specialty_from" IS NULL AND "specialty_until" IS NULL)
  OR (cardinality("specialty_from") = bit_count("specialties"::bit(32)) AND cardinality("specialty_until") = bit_count("specialties"::bit(32))
      AND "specialty_from" IS NOT NULL AND "specialty_until" IS NOT NULL));

-- What a change of days is looked for in: only the rows that have such days (src/features/registry/registration-days.ts).
CREATE INDEX "registration_specialty_until_idx" ON "registration" USING gin ("specialty_until") WHERE "known_to" IS NULL AND "specialty_until" IS NOT NULL;
CREATE INDEX "registration_specialty_from_idx" ON "registration" USING gin ("specialty_from") WHERE "known_to" IS NULL AND "specialty_from" IS NOT NULL;

-- As the law counts (src/law/standards/register.ts): a certificate of which no specialty is in force has ended with them.
CREATE FUNCTION specialty_in_force(specialty_from date[], specialty_until date[], on_day date) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT specialty_until IS NULL OR EXISTS (
    SELECT 1 FROM unnest(specialty_from, specialty_until) AS t(first_day, last_day)
    WHERE (t.first_day IS NULL OR t.first_day <= on_day) AND (t.last_day IS NULL OR t.last_day >= on_day))
$$;

-- The last day on which anything of the certificate is in force; null: no end is known.
CREATE FUNCTION registration_last_day(valid_until date, specialty_until date[]) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT CASE WHEN specialty_until IS NULL OR array_position(specialty_until, NULL) IS NOT NULL THEN valid_until
    ELSE least(valid_until, (SELECT max(t.last_day) FROM unnest(specialty_until) AS t(last_day))) END
$$;

CREATE OR REPLACE FUNCTION registered_elsewhere(practitioner bigint, enterprise bigint, on_day date, known_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  SELECT EXISTS (
    SELECT 1 FROM public.registration o
    WHERE o.practitioner_id = practitioner AND o.enterprise_id <> enterprise
      AND o.known_from <= known_at AND (o.known_to IS NULL OR o.known_to > known_at)
      AND (o.valid_until IS NULL OR o.valid_until >= on_day)
      AND (o.specialty_until IS NULL OR public.specialty_in_force(o.specialty_from, o.specialty_until, on_day)))
$$;
