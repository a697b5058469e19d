-- 民事诉讼法 88, 89: two officers bring a document.
ALTER TABLE "service_attempt" DROP CONSTRAINT "service_attempt_channel_check";
ALTER TABLE "service_attempt" ADD CONSTRAINT "service_attempt_channel_check" CHECK ("channel" IN ('platform', 'email', 'ems', 'direct', 'public-notice'));

-- What an act rests on before there is a case, or before it is sealed: the reviewer opens it, sealing carries it into the case (SX23-2.2).
CREATE TABLE "draft_file" (
    "id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "taken_on" DATE NOT NULL,
    "sha256" BYTEA NOT NULL,
    "bytes" BYTEA NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_file_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "draft_file_sha256_check" CHECK ("sha256" = sha256("bytes")),
    CONSTRAINT "draft_file_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "draft"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE INDEX "draft_file_draft_idx" ON "draft_file"("draft_id");
ALTER TABLE "draft_file" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

GRANT SELECT, INSERT ON "draft_file" TO qualwatch_portal;

DO $$
DECLARE
  place constant text := $p$ and ((select current_setting('app.scope', true)) = '*'
    or (length((select current_setting('app.scope', true))) >= 2 and starts_with(division_code::text, (select current_setting('app.scope', true)))))$p$;
BEGIN
  ALTER TABLE "draft_file" ENABLE ROW LEVEL SECURITY;
  EXECUTE format($q$CREATE POLICY office ON "draft_file" FOR ALL TO qualwatch_portal USING ((select current_setting('app.viewer', true)) = 'office' %s) WITH CHECK ((select current_setting('app.viewer', true)) = 'office' %s)$q$, place, place);
  EXECUTE format($q$CREATE POLICY auditor ON "draft_file" FOR SELECT TO qualwatch_portal USING ((select current_setting('app.viewer', true)) = 'auditor' %s)$q$, place);
  CREATE POLICY owner_and_worker ON "draft_file" FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
END $$;
