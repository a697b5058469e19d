-- One clock (decision 0023): what becomes known is dated by the program's clock, and never at or before what was known already.
CREATE TABLE "knowledge_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "last_instant" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "knowledge_clock_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "knowledge_clock_one_check" CHECK ("id" = 1)
);
INSERT INTO "knowledge_clock" ("last_instant")
SELECT coalesce(greatest((SELECT max(finished_at) FROM "import_file"), (SELECT max(greatest(instant, settled_at)) FROM "verification_run")), 'epoch');

-- Up to which legal day it was asked what time alone has changed in the register.
CREATE TABLE "time_watermark" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "looked_until" DATE NOT NULL,
    "after_enterprise" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "time_watermark_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "time_watermark_one_check" CHECK ("id" = 1)
);
INSERT INTO "time_watermark" ("looked_until")
SELECT max(as_of) FROM "verification_run" WHERE status = 'settled' AND kind = 'month' HAVING max(as_of) IS NOT NULL;

DO $$
DECLARE
  claimed text := '(select current_setting(''app.viewer'', true)) in (''office'', ''auditor'', ''enterprise'', ''system'', ''security'', ''administration'')';
BEGIN
  ALTER TABLE "knowledge_clock" ENABLE ROW LEVEL SECURITY;
  ALTER TABLE "time_watermark" ENABLE ROW LEVEL SECURITY;
  CREATE POLICY owner_and_worker ON "knowledge_clock" FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
  CREATE POLICY owner_and_worker ON "time_watermark" FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
  EXECUTE format('CREATE POLICY told ON "knowledge_clock" FOR SELECT TO qualwatch_portal USING (%s)', claimed);
  EXECUTE format('CREATE POLICY moved ON "knowledge_clock" FOR UPDATE TO qualwatch_portal USING (%1$s) WITH CHECK (%1$s)', claimed);
END $$;
GRANT SELECT, UPDATE ON "knowledge_clock" TO qualwatch_portal;
