-- Which edition of the rules of procedure a case goes by. What is open already was opened under the one before: the worker carries it
-- over, each case by an event. Cases opened from now on are of the edition that the program knows (src/law/regimes/editions.ts).
ALTER TABLE "cases" ADD COLUMN "rules_edition" TEXT NOT NULL DEFAULT 'procedure-1';
ALTER TABLE "cases" ALTER COLUMN "rules_edition" SET DEFAULT 'procedure-2';
CREATE INDEX "cases_rules_edition_idx" ON "cases" ("rules_edition") WHERE "closed_on" IS NULL;
