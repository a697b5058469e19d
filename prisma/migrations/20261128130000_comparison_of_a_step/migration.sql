-- 部令22号 28, 行政诉讼法 70(一): the comparison that a step rests on, made for it on its day; documents print its number.
CREATE TABLE "case_comparison" (
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "run_id" BIGINT NOT NULL,
    "as_of" DATE NOT NULL,
    "instant" TIMESTAMPTZ(3) NOT NULL,
    "verdict" TEXT NOT NULL,
    "counts" TEXT NOT NULL,
    "shortage" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "case_comparison_pkey" PRIMARY KEY ("case_id", "number"),
    CONSTRAINT "case_comparison_number_check" CHECK ("number" > 0),
    CONSTRAINT "case_comparison_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "case_comparison_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "verification_run"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE INDEX "case_comparison_run_idx" ON "case_comparison"("run_id");
CREATE TRIGGER "case_comparison_append_only" BEFORE UPDATE OR DELETE ON "case_comparison" FOR EACH ROW EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON "case_comparison" TO qualwatch_portal;

DO $$
DECLARE
  place constant text := $p$ and ((select current_setting('app.scope', true)) = '*'
    or (length((select current_setting('app.scope', true))) >= 2 and starts_with(division_code::text, (select current_setting('app.scope', true)))))$p$;
BEGIN
  ALTER TABLE "case_comparison" ENABLE ROW LEVEL SECURITY;
  EXECUTE format($q$CREATE POLICY office ON "case_comparison" FOR ALL TO qualwatch_portal USING ((select current_setting('app.viewer', true)) = 'office' %s) WITH CHECK ((select current_setting('app.viewer', true)) = 'office' %s)$q$, place, place);
  EXECUTE format($q$CREATE POLICY auditor ON "case_comparison" FOR SELECT TO qualwatch_portal USING ((select current_setting('app.viewer', true)) = 'auditor' %s)$q$, place);
  CREATE POLICY owner_and_worker ON "case_comparison" FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
END $$;
