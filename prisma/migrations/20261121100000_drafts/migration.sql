-- 拟稿、审核、用印: an act of an office is drafted by one, reviewed by another and sealed; only then it happens.

CREATE TABLE "draft" (
    "id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "content" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "drafted_by" UUID NOT NULL,
    "drafted_by_name" TEXT NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_by" UUID,
    "reviewed_by_name" TEXT,
    "reviewed_at" TIMESTAMPTZ(3),
    "opinion" TEXT,
    "sealed_by" UUID,
    "sealed_by_name" TEXT,
    "sealed_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "draft_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "draft_status_check" CHECK ("status" IN ('drafted', 'returned', 'discarded', 'approved', 'sealed', 'finished')),
    -- Nobody approves an act of their own.
    CONSTRAINT "draft_two_persons_check" CHECK ("reviewed_by" IS DISTINCT FROM "drafted_by" AND "sealed_by" IS DISTINCT FROM "drafted_by"),
    CONSTRAINT "draft_in_order_check" CHECK (
        ("status" NOT IN ('approved', 'sealed', 'finished') OR "reviewed_by" IS NOT NULL)
        AND ("status" NOT IN ('sealed', 'finished') OR "sealed_by" IS NOT NULL)
    )
);
CREATE INDEX "draft_division_idx" ON "draft"("division_code", "status", "drafted_at" DESC);
CREATE INDEX "draft_sealed_idx" ON "draft"("sealed_at") WHERE "status" = 'sealed';

CREATE TABLE "draft_case" (
    "draft_id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "position" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "documents" UUID[] NOT NULL DEFAULT '{}',
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "draft_case_pkey" PRIMARY KEY ("draft_id", "case_id"),
    CONSTRAINT "draft_case_status_check" CHECK ("status" IN ('waiting', 'done', 'refused')),
    CONSTRAINT "draft_case_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "draft"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE INDEX "draft_case_case_idx" ON "draft_case"("case_id");
CREATE INDEX "draft_case_waiting_idx" ON "draft_case"("draft_id", "position") WHERE "status" = 'waiting';

GRANT SELECT, INSERT, UPDATE ON "draft", "draft_case" TO qualwatch_portal;

DO $$
DECLARE
  name text;
  viewer text;
  place constant text := $p$ and ((select current_setting('app.scope', true)) = '*'
    or (length((select current_setting('app.scope', true))) >= 2 and starts_with(division_code::text, (select current_setting('app.scope', true)))))$p$;
BEGIN
  FOREACH name IN ARRAY ARRAY['draft', 'draft_case'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($q$CREATE POLICY office ON %I FOR ALL TO qualwatch_portal USING ((select current_setting('app.viewer', true)) = 'office' %s) WITH CHECK ((select current_setting('app.viewer', true)) = 'office' %s)$q$, name, place, place);
    EXECUTE format($q$CREATE POLICY auditor ON %I FOR SELECT TO qualwatch_portal USING ((select current_setting('app.viewer', true)) = 'auditor' %s)$q$, name, place);
    EXECUTE format('CREATE POLICY owner_and_worker ON %I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
