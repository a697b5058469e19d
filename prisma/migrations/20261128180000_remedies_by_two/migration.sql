-- Before whom an act of an office can be challenged (行政复议法 20, 行政诉讼法 14, 18, 46) is the office's own data: entered by one of its
-- people with what it rests on, confirmed by another, in force from a day. A document takes what is in force on its day; rows stay.
CREATE TABLE "office_remedies" (
    "id" UUID NOT NULL,
    "office_id" TEXT NOT NULL,
    "division_code" TEXT NOT NULL,
    "review_body" TEXT NOT NULL,
    "court" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "in_force_from" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'requested',
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_by_name" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decided_by_name" TEXT,
    "decision_reason" TEXT,

    CONSTRAINT "office_remedies_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "office_remedies_status_check" CHECK ("status" IN ('requested', 'confirmed', 'refused')),
    CONSTRAINT "office_remedies_two_persons_check" CHECK ("decided_by" IS NULL OR ("decided_by" <> "requested_by" AND ("requested_by" <> '00000000-0000-0000-0000-000000000000' OR "decided_by_name" <> "requested_by_name"))),
    CONSTRAINT "office_remedies_decided_check" CHECK (("status" = 'requested') = ("decided_by" IS NULL)),
    CONSTRAINT "office_remedies_court_check" CHECK ("court" !~ '(中级|高级|最高)人民法院')
);
CREATE UNIQUE INDEX "office_remedies_waiting_key" ON "office_remedies"("office_id") WHERE "status" = 'requested';
CREATE INDEX "office_remedies_in_force_idx" ON "office_remedies"("office_id", "in_force_from" DESC);

CREATE FUNCTION "office_remedies_by_two"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'requested' THEN
      RAISE EXCEPTION 'remedies of office % are confirmed by a second person', NEW.office_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'office_remedies_by_two';
    END IF;
  ELSIF OLD.status <> 'requested' OR
     (OLD.id, OLD.office_id, OLD.division_code, OLD.review_body, OLD.court, OLD.basis, OLD.in_force_from, OLD.requested_at, OLD.requested_by,
      OLD.requested_by_name) IS DISTINCT FROM
     (NEW.id, NEW.office_id, NEW.division_code, NEW.review_body, NEW.court, NEW.basis, NEW.in_force_from, NEW.requested_at, NEW.requested_by,
      NEW.requested_by_name) THEN
    RAISE EXCEPTION 'remedies of office % are decided once, as they were entered', OLD.office_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'office_remedies_by_two';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "office_remedies_by_two" BEFORE INSERT OR UPDATE ON "office_remedies"
  FOR EACH ROW EXECUTE FUNCTION office_remedies_by_two();

-- What one person had recorded with the office waits for the second; a court that cannot be the one is not carried over.
INSERT INTO "office_remedies" (id, office_id, division_code, review_body, court, basis, in_force_from, requested_at, requested_by, requested_by_name)
SELECT gen_random_uuid(), each->'office'->>'id', each->'office'->>'divisionCode', each->'remedies'->>'reviewBody', each->'remedies'->>'court',
  '原登记在发文机关项下，待本机关第二人核对', (recorded_at AT TIME ZONE 'Asia/Shanghai')::date, recorded_at,
  '00000000-0000-0000-0000-000000000000', recorded_by
FROM setting, jsonb_array_elements(value) each
WHERE name = 'service.offices' AND each->'remedies' IS NOT NULL AND each->'remedies'->>'court' !~ '(中级|高级|最高)人民法院';
UPDATE setting SET value = (SELECT coalesce(jsonb_agg(each - 'remedies' ORDER BY place), '[]') FROM jsonb_array_elements(value) WITH ORDINALITY AS list(each, place))
WHERE name = 'service.offices';

DO $$
DECLARE
  viewer constant text := $p$(select current_setting('app.viewer', true))$p$;
  scope constant text := $p$(select current_setting('app.scope', true))$p$;
  account constant text := $p$(select nullif(current_setting('app.account', true), '')::uuid)$p$;
  place text := format('(%1$s = ''*'' or (length(%1$s) >= 2 and starts_with(division_code, %1$s)))', scope);
  above text := format('(%1$s = ''*'' or (length(%1$s) >= 2 and (starts_with(division_code, %1$s) or starts_with(%1$s, division_code))))', scope);
BEGIN
  ALTER TABLE "office_remedies" ENABLE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY readers ON "office_remedies" FOR SELECT TO qualwatch_portal USING (%s in (''office'', ''auditor'') and %s)', viewer, above);
  -- Whoever enters and whoever confirms is the person who is signed in, for a place of the own office.
  EXECUTE format('CREATE POLICY one_enters ON "office_remedies" FOR INSERT TO qualwatch_portal WITH CHECK (%s = ''office'' and %s and requested_by = %s)', viewer, place, account);
  EXECUTE format('CREATE POLICY another_decides ON "office_remedies" FOR UPDATE TO qualwatch_portal USING (%1$s = ''office'' and %2$s) WITH CHECK (%1$s = ''office'' and %2$s and decided_by = %3$s)', viewer, place, account);
END $$;
GRANT SELECT, INSERT, UPDATE ON "office_remedies" TO qualwatch_portal;
