-- A refusal names the cell as the user sees it: sheet, row, column and heading, what was read there and what would be taken.
ALTER TABLE "quarantine_row" ADD COLUMN "sheet" TEXT, ADD COLUMN "cells" JSONB NOT NULL DEFAULT '[]';

-- Faults of secondary fields: the row came in without them. They stand here until a later row has the field in order.
CREATE TABLE "field_doubt" (
    "id" BIGSERIAL NOT NULL,
    "import_file_id" BIGINT NOT NULL,
    "entity" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "enterprise_id" BIGINT,
    "division_code" CHAR(6) NOT NULL,
    "field" TEXT NOT NULL,
    "cell" JSONB NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "field_doubt_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "field_doubt_standing_key" ON "field_doubt"("entity", "key", "field") WHERE "settled_at" IS NULL;
CREATE INDEX "field_doubt_enterprise_idx" ON "field_doubt"("enterprise_id", "id");
CREATE INDEX "field_doubt_division_idx" ON "field_doubt"("division_code", "id");
ALTER TABLE "field_doubt" ADD CONSTRAINT "field_doubt_import_file_fkey" FOREIGN KEY ("import_file_id") REFERENCES "import_file"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

DO $$
DECLARE
  prefix constant text := $p$((select current_setting('app.scope', true)) = '*'
    or (length((select current_setting('app.scope', true))) >= 2 and starts_with(division_code::text, (select current_setting('app.scope', true)))))$p$;
BEGIN
  EXECUTE 'ALTER TABLE "field_doubt" ENABLE ROW LEVEL SECURITY';
  EXECUTE format($q$CREATE POLICY office ON "field_doubt" FOR SELECT TO qualwatch_portal USING ((select current_setting('app.viewer', true)) in ('office', 'auditor') and %s)$q$, prefix);
  EXECUTE $q$CREATE POLICY own_enterprise ON "field_doubt" FOR SELECT TO qualwatch_portal USING ((select current_setting('app.viewer', true)) = 'enterprise' and enterprise_id = (select nullif(current_setting('app.enterprise', true), '')::bigint))$q$;
END $$;
GRANT SELECT ON "field_doubt" TO qualwatch_portal;
