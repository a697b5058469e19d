-- What gives somebody the power of an office, or a way into another's account, is asked for by one administrator and confirmed by
-- another (L3-CES1-08): no one of them is a whole office.

CREATE TABLE "account_request" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" UUID,
    "content" JSONB NOT NULL DEFAULT '{}',
    "reason" TEXT NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_request_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "account_request_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "account_request_requested_by_fkey" FOREIGN KEY ("requested_by") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "account_request_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "account_request_kind_check" CHECK ("kind" IN ('open-account', 'grant-role', 'end-role', 'unlock', 'close', 'reopen', 'reset-password', 'end-factors', 'change-email')),
    CONSTRAINT "account_request_decision_check" CHECK ("decision" IN ('confirmed', 'refused')),
    CONSTRAINT "account_request_decided_check" CHECK (("decision" IS NULL) = ("decided_by" IS NULL) AND ("decision" IS NULL) = ("decided_at" IS NULL)),
    -- The person concerned neither asks nor confirms, and nobody confirms what he asked for.
    CONSTRAINT "account_request_two_people_check" CHECK ("decision" IS DISTINCT FROM 'confirmed' OR "decided_by" <> "requested_by" AND "decided_by" IS DISTINCT FROM "account_id"),
    CONSTRAINT "account_request_not_own_check" CHECK ("account_id" IS NULL OR "account_id" <> "requested_by" OR "kind" = 'open-account')
);
CREATE INDEX "account_request_open_idx" ON "account_request"("requested_at") WHERE "decision" IS NULL;
CREATE INDEX "account_request_account_idx" ON "account_request"("account_id");
REVOKE ALL ON "account_request" FROM qualwatch_portal, qualwatch_public, qualwatch_counter;
GRANT SELECT, INSERT, UPDATE ON "account_request" TO qualwatch_accounts;

ALTER TABLE "account_role" ADD COLUMN "request_id" UUID,
  ADD CONSTRAINT "account_role_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "account_request"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- The site's own connection gives no power of an office without such a request; the owner of the tables (the command line) makes the first
-- administrators and the demonstration.
CREATE FUNCTION account_role_by_two() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user <> 'qualwatch_accounts' OR NEW.ended_at IS NOT NULL
    OR NEW.role NOT IN ('handler', 'reviewer', 'seal-keeper', 'auditor', 'system-administrator', 'security-administrator') THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT 1 FROM account_request q
    WHERE q.id = NEW.request_id AND q.kind IN ('open-account', 'grant-role') AND q.decision = 'confirmed' AND q.account_id = NEW.account_id
      AND q.content #>> '{role,role}' = NEW.role AND q.content #>> '{role,level}' IS NOT DISTINCT FROM NEW.level
      AND q.content #>> '{role,division}' IS NOT DISTINCT FROM NEW.division
      AND NOT EXISTS (SELECT 1 FROM account_role r WHERE r.request_id = q.id AND r.id <> NEW.id)
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'account_role_by_two',
      MESSAGE = 'a role of an office is asked for by one administrator and confirmed by another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_role_by_two BEFORE INSERT OR UPDATE OF account_id, role, level, division, ended_at, request_id ON account_role
  FOR EACH ROW EXECUTE FUNCTION account_role_by_two();
