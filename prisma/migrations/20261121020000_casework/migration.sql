-- Cases driven by their regime: whom they are about, the period that counts, what the offices owe.
ALTER TABLE "cases" ADD COLUMN "subject" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "deadline" DATE,
  ADD COLUMN "provisional" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "next_by_time" DATE,
  ADD COLUMN "served_on" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "cases" ALTER COLUMN "subject" DROP DEFAULT;
CREATE INDEX "cases_next_by_time_idx" ON "cases"("next_by_time") WHERE "closed_on" IS NULL;

-- CreateTable
CREATE TABLE "case_duty" (
    "case_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "by_day" DATE,
    "division_code" CHAR(6) NOT NULL,

    CONSTRAINT "case_duty_pkey" PRIMARY KEY ("case_id","what")
);
CREATE INDEX "case_duty_division_idx" ON "case_duty"("division_code", "by_day");
ALTER TABLE "case_duty" ADD CONSTRAINT "case_duty_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- CreateTable
CREATE TABLE "service_confirmation" (
    "id" BIGSERIAL NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "signed_on" DATE NOT NULL,
    "email" TEXT NOT NULL,
    "signed_by" TEXT NOT NULL,
    "known_from" TIMESTAMPTZ(3) NOT NULL,
    "known_to" TIMESTAMPTZ(3),

    CONSTRAINT "service_confirmation_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "service_confirmation_enterprise_idx" ON "service_confirmation"("enterprise_id", "known_from");
CREATE UNIQUE INDEX "service_confirmation_current_key" ON "service_confirmation"("enterprise_id") WHERE "known_to" IS NULL;
