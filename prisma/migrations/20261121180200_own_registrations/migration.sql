-- GX21-A1: whoever signs up for himself may prove by the real-name check who he is, and then sees his own registrations. Of the ID number
-- only the keyed hash is kept, by which the register finds the person.
ALTER TABLE "account" ADD COLUMN "person_hash" BYTEA, ADD COLUMN "person_proved_at" TIMESTAMPTZ(3);
ALTER TABLE "account" ADD CONSTRAINT "account_person_check" CHECK (("person_hash" IS NULL) = ("person_proved_at" IS NULL));
CREATE INDEX "account_person_idx" ON "account"("person_hash") WHERE "person_hash" IS NOT NULL;

-- The sign-in's role finds the row of a person who has proved it, and of nobody else; what a registration says is public and read there.
GRANT SELECT ("id", "name", "id_number_hash") ON "practitioner" TO qualwatch_accounts;
CREATE POLICY proved_person ON "practitioner" FOR SELECT TO qualwatch_accounts
  USING (EXISTS (SELECT 1 FROM "account" a WHERE a.person_hash = id_number_hash AND a.status = 'active'));
