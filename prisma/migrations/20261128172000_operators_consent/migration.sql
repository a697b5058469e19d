-- GX21-A1: nobody acts for an enterprise without having accepted it.
CREATE TABLE "operator_invitation" (
    "id" UUID NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "sign_in_name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "invited_by" UUID NOT NULL,
    "invited_by_name" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "account_id" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "operator_invitation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "operator_invitation_enterprise_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "operator_invitation_inviter_fkey" FOREIGN KEY ("invited_by") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "operator_invitation_account_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT "operator_invitation_answer_check" CHECK ("answer" IN ('accepted', 'declined', 'withdrawn')),
    CONSTRAINT "operator_invitation_answered_check" CHECK (("answer" IS NULL) = ("answered_at" IS NULL)),
    CONSTRAINT "operator_invitation_accepted_check" CHECK ("answer" IS DISTINCT FROM 'accepted' OR "account_id" IS NOT NULL AND "account_id" <> "invited_by" AND "answered_at" < "expires_at")
);
CREATE INDEX "operator_invitation_enterprise_idx" ON "operator_invitation"("enterprise_id", "made_at" DESC);
CREATE INDEX "operator_invitation_sign_in_name_idx" ON "operator_invitation"("sign_in_name") WHERE "answer" IS NULL;
REVOKE ALL ON "operator_invitation" FROM qualwatch_portal, qualwatch_public, qualwatch_counter;
GRANT SELECT, INSERT, UPDATE ON "operator_invitation" TO qualwatch_accounts;

-- The role begins at the very instant of the acceptance: one acceptance gives one role, and none later.
CREATE FUNCTION account_role_by_consent() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user <> 'qualwatch_accounts' OR NEW.ended_at IS NOT NULL OR NEW.role <> 'operator' THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT 1 FROM operator_invitation i WHERE i.account_id = NEW.account_id AND i.enterprise_id = NEW.enterprise_id
      AND i.answer = 'accepted' AND i.answered_at = NEW.granted_at
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'account_role_by_consent',
      MESSAGE = 'an operator has accepted to act for the enterprise';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_role_by_consent BEFORE INSERT OR UPDATE OF account_id, role, enterprise_id, ended_at ON account_role
  FOR EACH ROW EXECUTE FUNCTION account_role_by_consent();
