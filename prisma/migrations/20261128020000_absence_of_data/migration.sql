-- No data is not nobody (decision 0022): an absence counts only where a feed that should know says so.

-- When the register first heard of an enterprise. Null: before arrivals were noted, together with its people; it is judged as it was.
ALTER TABLE "enterprise" ADD COLUMN "arrived_at" TIMESTAMPTZ(3);

-- What a source of registrations is complete for, and until when.
CREATE TABLE "feed_coverage" (
    "feed" TEXT NOT NULL,
    "territory" TEXT NOT NULL,
    "kinds" SMALLINT[] NOT NULL,
    "declared" BOOLEAN NOT NULL,
    "keeps_current" BOOLEAN NOT NULL DEFAULT false,
    "complete_at" TIMESTAMPTZ(3) NOT NULL,
    "fresh_at" TIMESTAMPTZ(3) NOT NULL,
    "fresh_days" INTEGER NOT NULL,
    "declared_by" TEXT,

    CONSTRAINT "feed_coverage_pkey" PRIMARY KEY ("feed","territory"),
    CONSTRAINT "feed_coverage_territory_check" CHECK ("territory" ~ '^\d{0,6}$'),
    CONSTRAINT "feed_coverage_fresh_days_check" CHECK ("fresh_days" > 0)
);

ALTER TABLE "verdict" DROP CONSTRAINT "verdict_verdict_check",
  ADD CONSTRAINT "verdict_verdict_check" CHECK ("verdict" IN ('met', 'not-met', 'undetermined', 'not-assessed', 'unknown'));
CREATE INDEX "verdict_unknown_idx" ON "verdict" ("enterprise_id") WHERE "verdict" = 'unknown' AND "known_to" IS NULL;

DO $$
DECLARE
  viewer constant text := '(select current_setting(''app.viewer'', true))';
  scope constant text := '(select current_setting(''app.scope'', true))';
  province text := format('%s = ''office'' and %s = ''*''', viewer, scope);
  claimed text := format('%s in (''office'', ''auditor'', ''enterprise'', ''system'', ''security'', ''administration'')', viewer);
BEGIN
  ALTER TABLE "feed_coverage" ENABLE ROW LEVEL SECURITY;
  CREATE POLICY owner_and_worker ON "feed_coverage" FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
  EXECUTE format('CREATE POLICY known ON "feed_coverage" FOR SELECT TO qualwatch_portal USING (%s)', claimed);
  EXECUTE format('CREATE POLICY province ON "feed_coverage" FOR ALL TO qualwatch_portal USING (%s) WITH CHECK (%s)', province, province);
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON "feed_coverage" TO qualwatch_portal;
