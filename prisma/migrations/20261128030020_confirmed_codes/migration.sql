-- A check digit has a lawful, recorded way past it: some offices issued credit codes in 2015 and 2016 whose 18th character does not compute.
-- One official who has seen the licence asks with evidence, another one confirms; from then on the code is taken everywhere.
CREATE TABLE "code_confirmation" (
    "id" UUID NOT NULL,
    "code" CHAR(18) NOT NULL,
    "enterprise" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence_name" TEXT NOT NULL,
    "evidence_type" TEXT NOT NULL,
    "evidence_sha256" BYTEA NOT NULL,
    "evidence" BYTEA NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'requested',
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_by_name" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decided_by_name" TEXT,
    "decision_reason" TEXT,

    CONSTRAINT "code_confirmation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "code_confirmation_status_check" CHECK ("status" IN ('requested', 'confirmed', 'refused')),
    CONSTRAINT "code_confirmation_two_persons_check" CHECK ("decided_by" IS NULL OR "decided_by" <> "requested_by"),
    CONSTRAINT "code_confirmation_decided_check" CHECK (("status" = 'requested') = ("decided_by" IS NULL))
);
CREATE UNIQUE INDEX "code_confirmation_standing_key" ON "code_confirmation"("code") WHERE "status" <> 'refused';

-- The codes alone, for whoever reads a code: sign-up, site, interface, import.
CREATE TABLE "confirmed_code" (
    "code" CHAR(18) NOT NULL,
    "confirmation_id" UUID NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "confirmed_code_pkey" PRIMARY KEY ("code")
);
ALTER TABLE "confirmed_code" ADD CONSTRAINT "confirmed_code_confirmation_fkey" FOREIGN KEY ("confirmation_id") REFERENCES "code_confirmation"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

DO $$
DECLARE
  province constant text := $p$(select current_setting('app.viewer', true)) = 'office' and (select current_setting('app.scope', true)) = '*'$p$;
  auditor constant text := $p$(select current_setting('app.viewer', true)) = 'auditor' and (select current_setting('app.scope', true)) = '*'$p$;
BEGIN
  ALTER TABLE "code_confirmation" ENABLE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY province ON "code_confirmation" FOR ALL TO qualwatch_portal USING (%s) WITH CHECK (%s)', province, province);
  EXECUTE format('CREATE POLICY auditor ON "code_confirmation" FOR SELECT TO qualwatch_portal USING (%s)', auditor);
  ALTER TABLE "confirmed_code" ENABLE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY province ON "confirmed_code" FOR INSERT TO qualwatch_portal WITH CHECK (%s)', province);
  CREATE POLICY everybody ON "confirmed_code" FOR SELECT TO qualwatch_portal
    USING (nullif((select current_setting('app.viewer', true)), '') is not null);
  CREATE POLICY readers ON "confirmed_code" FOR SELECT TO qualwatch_public, qualwatch_accounts USING (true);
END $$;
GRANT SELECT, INSERT, UPDATE ON "code_confirmation" TO qualwatch_portal;
GRANT SELECT, INSERT ON "confirmed_code" TO qualwatch_portal;
GRANT SELECT ON "confirmed_code" TO qualwatch_public, qualwatch_accounts;
