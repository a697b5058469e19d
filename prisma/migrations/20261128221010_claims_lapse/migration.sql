-- A claim that nobody completes lapses, and one network opens only so many: nobody fills the office's list for ever.
ALTER TABLE "enterprise_claim" ADD COLUMN "place" TEXT;
ALTER TABLE "enterprise_claim" DROP CONSTRAINT "enterprise_claim_status_check",
  ADD CONSTRAINT "enterprise_claim_status_check" CHECK ("status" IN ('waiting', 'confirmed', 'objected', 'granted', 'refused', 'lapsed'));
ALTER TABLE "enterprise_claim" DROP CONSTRAINT "enterprise_claim_ended_check",
  ADD CONSTRAINT "enterprise_claim_ended_check" CHECK (("status" IN ('granted', 'refused', 'lapsed')) = ("ended_at" IS NOT NULL));
