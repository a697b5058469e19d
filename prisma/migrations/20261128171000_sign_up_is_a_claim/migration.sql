-- GX21-A1: whoever signs up for an enterprise claims to stand for it. The claim is granted where the register's identity number of the legal
-- representative or a transfer from the enterprise's account proves it, else by two officials; whoever stood for the enterprise before is
-- told and has three days to object.

-- What the feeds say of the representative's identity number: a keyed digest, with the name that it belongs to (docs/decisions/0008).
CREATE TABLE "enterprise_representative" (
    "enterprise_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "id_hash" BYTEA NOT NULL,
    "feed" TEXT NOT NULL,
    "known_from" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enterprise_representative_pkey" PRIMARY KEY ("enterprise_id"),
    CONSTRAINT "enterprise_representative_enterprise_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);
REVOKE ALL ON "enterprise_representative" FROM qualwatch_portal, qualwatch_public, qualwatch_counter;
GRANT SELECT ON "enterprise_representative" TO qualwatch_accounts;

CREATE TABLE "enterprise_claim" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "uscc" CHAR(18) NOT NULL,
    "enterprise" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "representative" TEXT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "method" TEXT NOT NULL,
    "person_hash" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "stand_in_role_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "proof" TEXT,
    "enterprise_id" BIGINT,
    "checked_by" UUID,
    "checked_by_name" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "checked_reason" TEXT,
    "decided_by" UUID,
    "decided_by_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decided_reason" TEXT,
    "object_until" TIMESTAMPTZ(3),
    "objected_by" UUID,
    "objected_at" TIMESTAMPTZ(3),
    "objection" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "enterprise_claim_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "enterprise_claim_account_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "enterprise_claim_enterprise_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "enterprise_claim_status_check" CHECK ("status" IN ('waiting', 'confirmed', 'objected', 'granted', 'refused')),
    CONSTRAINT "enterprise_claim_method_check" CHECK ("method" IN ('real-name', 'bank-transfer')),
    CONSTRAINT "enterprise_claim_proof_check" CHECK ("proof" IN ('register', 'bank-transfer', 'office')),
    CONSTRAINT "enterprise_claim_proved_check" CHECK ("status" NOT IN ('confirmed', 'granted') OR "proof" IS NOT NULL AND "enterprise_id" IS NOT NULL),
    -- What the office proves, two have looked at, and neither is who claims.
    CONSTRAINT "enterprise_claim_two_people_check" CHECK ("proof" IS DISTINCT FROM 'office' OR "status" NOT IN ('confirmed', 'granted')
      OR "checked_by" IS NOT NULL AND "decided_by" IS NOT NULL AND "checked_by" <> "decided_by"
        AND "checked_by" <> "account_id" AND "decided_by" <> "account_id"),
    CONSTRAINT "enterprise_claim_ended_check" CHECK (("status" IN ('granted', 'refused')) = ("ended_at" IS NOT NULL))
);
CREATE INDEX "enterprise_claim_account_idx" ON "enterprise_claim"("account_id");
-- Of one enterprise one claim is on its way into force: whoever is proved first; the others wait.
CREATE UNIQUE INDEX "enterprise_claim_confirmed_key" ON "enterprise_claim"("uscc") WHERE "status" IN ('confirmed', 'objected');
CREATE INDEX "enterprise_claim_open_idx" ON "enterprise_claim"("made_at") WHERE "ended_at" IS NULL;
REVOKE ALL ON "enterprise_claim" FROM qualwatch_portal, qualwatch_public, qualwatch_counter;
GRANT SELECT, INSERT, UPDATE ON "enterprise_claim" TO qualwatch_accounts;

CREATE TABLE "enterprise_claim_file" (
    "id" UUID NOT NULL,
    "claim_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "bytes" BYTEA NOT NULL,
    "handed_in_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enterprise_claim_file_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "enterprise_claim_file_claim_fkey" FOREIGN KEY ("claim_id") REFERENCES "enterprise_claim"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);
-- The same file handed in twice stands once.
CREATE UNIQUE INDEX "enterprise_claim_file_content_key" ON "enterprise_claim_file"("claim_id", "sha256");
REVOKE ALL ON "enterprise_claim_file" FROM qualwatch_portal, qualwatch_public, qualwatch_counter;
GRANT SELECT, INSERT ON "enterprise_claim_file" TO qualwatch_accounts;

-- A sign-up writes nothing into the register; an enterprise that no feed has brought is written once two officials have confirmed it.
DROP POLICY sign_up_first ON "enterprise";
GRANT SELECT ("feed") ON "enterprise" TO qualwatch_accounts;
CREATE POLICY confirmed_by_office ON "enterprise" FOR INSERT TO qualwatch_accounts WITH CHECK ("feed" = 'office' AND EXISTS (
  SELECT 1 FROM "enterprise_claim" c WHERE c."uscc" = "enterprise"."uscc" AND c."enterprise" = "enterprise"."name"
    AND c."status" = 'waiting' AND c."proof" = 'office' AND c."checked_by" <> c."decided_by"));

-- One at the most stands for an enterprise, and from the site's own connection only by a claim that was proved and not objected to.
CREATE UNIQUE INDEX "account_role_representative_key" ON "account_role"("enterprise_id") WHERE "role" = 'legal-representative' AND "ended_at" IS NULL;
CREATE FUNCTION account_role_by_claim() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user <> 'qualwatch_accounts' OR NEW.ended_at IS NOT NULL OR NEW.role <> 'legal-representative' THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT 1 FROM enterprise_claim c WHERE c.account_id = NEW.account_id AND c.enterprise_id = NEW.enterprise_id AND c.status = 'confirmed'
      AND (c.object_until IS NULL OR c.object_until <= NEW.granted_at)
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'account_role_by_claim',
      MESSAGE = 'who stands for an enterprise has proved so';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_role_by_claim BEFORE INSERT OR UPDATE OF account_id, role, enterprise_id, ended_at ON account_role
  FOR EACH ROW EXECUTE FUNCTION account_role_by_claim();
