-- One form that is sent twice does one thing: the first to claim its key works, the others get its answer.
CREATE TABLE "form_submission" (
  "key" BYTEA NOT NULL,
  "account_id" UUID NOT NULL,
  "begun_at" TIMESTAMPTZ(3) NOT NULL,
  -- where the act led and what it said; null while it is at work
  "answer" JSONB,
  CONSTRAINT "form_submission_pkey" PRIMARY KEY ("key"),
  CONSTRAINT "form_submission_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE CASCADE ON UPDATE RESTRICT
);
CREATE INDEX "form_submission_begun_at_idx" ON "form_submission" ("begun_at");
CREATE INDEX "form_submission_account_id_idx" ON "form_submission" ("account_id");
ALTER TABLE "form_submission" ENABLE ROW LEVEL SECURITY;
CREATE POLICY open ON "form_submission" TO qualwatch_accounts USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "form_submission" TO qualwatch_accounts;
