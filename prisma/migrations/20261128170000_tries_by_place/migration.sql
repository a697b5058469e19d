-- L3-CES1-02: wrong passwords are counted by sign-in name and by where they come from, so that whoever knows a name does not lock its owner
-- out. Names of nobody are counted alike: the name stands here as a keyed digest, never as it was typed.
CREATE TABLE "sign_in_try" (
    "name_digest" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "waits_until" TIMESTAMPTZ(3),
    "touched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_try_pkey" PRIMARY KEY ("name_digest", "place"),
    CONSTRAINT "sign_in_try_failures_check" CHECK ("failures" > 0)
);
CREATE INDEX "sign_in_try_touched_idx" ON "sign_in_try"("touched_at");
REVOKE ALL ON "sign_in_try" FROM qualwatch_portal, qualwatch_public, qualwatch_counter;
GRANT SELECT, INSERT, UPDATE, DELETE ON "sign_in_try" TO qualwatch_accounts;
