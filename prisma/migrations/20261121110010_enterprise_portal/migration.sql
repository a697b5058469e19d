-- A person's calendar of an enterprise behind a secret address. It belongs to the account, so only the sign-in's role reads it; the
-- address itself follows from the id and the installation's key and stands nowhere.
CREATE TABLE "calendar_feed" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_feed_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "calendar_feed_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);
CREATE UNIQUE INDEX "calendar_feed_standing_key" ON "calendar_feed"("account_id", "enterprise_id") WHERE "ended_at" IS NULL;
GRANT SELECT, INSERT, UPDATE ON "calendar_feed" TO qualwatch_accounts;

-- GX21-A1: somebody who signs up for an enterprise that no feed has brought yet writes its first record, and nothing else of it.
GRANT INSERT ("uscc", "name", "former_names", "kinds", "division_code", "legal_representative", "feed", "recorded_at") ON "enterprise" TO qualwatch_accounts;
CREATE POLICY sign_up_first ON "enterprise" FOR INSERT TO qualwatch_accounts WITH CHECK ("feed" = 'sign-up');
