-- Decision 0015: drafted, reviewed and sealed by three; the database held the first and the last apart already.
ALTER TABLE "draft" ADD CONSTRAINT "draft_reviewer_does_not_seal_check" CHECK ("sealed_by" IS NULL OR "sealed_by" IS DISTINCT FROM "reviewed_by");
