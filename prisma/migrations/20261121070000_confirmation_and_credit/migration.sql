-- Signing the service confirmation (GX24-5.1a, A.1), contacts with their 5-day duty (GX24-5.1b), credit record (SX23-3.0), cities that
-- switched the function on (SX23-4.1), answers to suspicions (SY-G), downtime of the platform.

ALTER TABLE "service_confirmation" ADD COLUMN "document_id" UUID,
    ADD COLUMN "legal_representative" TEXT,
    ADD COLUMN "id_number" BYTEA,
    ADD COLUMN "email_check_id" UUID,
    ADD COLUMN "signature_kind" TEXT,
    ADD COLUMN "signature_media_type" TEXT,
    ADD COLUMN "signature_sha256" BYTEA,
    ADD COLUMN "signature" BYTEA,
    ADD COLUMN "second_factor" JSONB,
    ADD COLUMN "ended_because" TEXT,
    ADD COLUMN "ended_by" TEXT;

CREATE TABLE "email_check" (
    "id" UUID NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "email" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "confirmed_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_check_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "office_notice" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "level" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "enterprise_id" BIGINT,
    "case_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "read_by" TEXT,

    CONSTRAINT "office_notice_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "enterprise_contact" ADD COLUMN "changed_on" DATE,
    ADD COLUMN "note" TEXT,
    ADD COLUMN "recorded_by" TEXT;

CREATE TABLE "credit_record" (
    "id" UUID NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "clause" TEXT NOT NULL,
    "found_on" DATE NOT NULL,
    "description" TEXT NOT NULL,
    "evidence" UUID[] NOT NULL,
    "office" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "withdrawn_on" DATE,
    "withdrawn_by" TEXT,
    "withdrawn_because" TEXT,

    CONSTRAINT "credit_record_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "credit_statement" (
    "id" UUID NOT NULL,
    "record_id" UUID NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "statement" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "credit_statement_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "city_switch" (
    "id" BIGSERIAL NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "is_on" BOOLEAN NOT NULL,
    "from_day" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "city_switch_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "suspicion_answer" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "data" JSONB NOT NULL,
    "answer" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_by" TEXT NOT NULL,

    CONSTRAINT "suspicion_answer_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "platform_downtime" (
    "id" UUID NOT NULL,
    "division_code" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "platform_downtime_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "email_check_enterprise_idx" ON "email_check"("enterprise_id", "requested_at" DESC);
CREATE UNIQUE INDEX "office_notice_key_key" ON "office_notice"("key");
CREATE INDEX "office_notice_division_idx" ON "office_notice"("division_code", "created_at" DESC);
CREATE INDEX "credit_record_enterprise_idx" ON "credit_record"("enterprise_id", "recorded_at");
CREATE INDEX "credit_statement_record_idx" ON "credit_statement"("record_id");
CREATE INDEX "city_switch_division_idx" ON "city_switch"("division_code", "from_day", "id");
CREATE INDEX "suspicion_answer_key_idx" ON "suspicion_answer"("key", "answered_at");

-- What the schema language cannot say.

ALTER TABLE "service_confirmation" ADD CONSTRAINT "service_confirmation_document_fkey" FOREIGN KEY ("document_id") REFERENCES "official_document"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "service_confirmation" ADD CONSTRAINT "service_confirmation_email_check_fkey" FOREIGN KEY ("email_check_id") REFERENCES "email_check"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "service_confirmation" ADD CONSTRAINT "service_confirmation_signature_kind_check" CHECK ("signature_kind" IN ('pad', 'seal-page'));
ALTER TABLE "service_confirmation" ADD CONSTRAINT "service_confirmation_ended_check" CHECK ("ended_because" IS NULL OR "known_to" IS NOT NULL);
ALTER TABLE "service_confirmation" ALTER COLUMN "signature" SET STORAGE EXTERNAL;
ALTER TABLE "email_check" ADD CONSTRAINT "email_check_enterprise_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "office_notice" ADD CONSTRAINT "office_notice_level_check" CHECK ("level" IN ('district', 'city', 'province', 'approval-bureau'));
CREATE INDEX "office_notice_unread_idx" ON "office_notice"("division_code", "id") WHERE "read_at" IS NULL;
ALTER TABLE "credit_record" ADD CONSTRAINT "credit_record_enterprise_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "credit_record" ADD CONSTRAINT "credit_record_case_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "credit_record" ADD CONSTRAINT "credit_record_kind_check" CHECK ("kind" IN ('concealment', 'falsified-rectification'));
-- A record that rests on nothing cannot be written.
ALTER TABLE "credit_record" ADD CONSTRAINT "credit_record_evidence_check" CHECK (cardinality("evidence") > 0);
ALTER TABLE "credit_statement" ADD CONSTRAINT "credit_statement_record_fkey" FOREIGN KEY ("record_id") REFERENCES "credit_record"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "suspicion_answer" ADD CONSTRAINT "suspicion_answer_answer_check" CHECK ("answer" IN ('unfounded', 'watched', 'taken-up'));
ALTER TABLE "platform_downtime" ADD CONSTRAINT "platform_downtime_days_check" CHECK ("from_day" <= "to_day");
-- Which cases heard of a downtime: found by the downtime's id in their events.
CREATE INDEX "case_event_downtime_idx" ON "case_event"((("content"::jsonb)->>'downtime'), "case_id") WHERE "act" = 'downtime-recorded';

-- A confirmation is put into the inbox without an attempt at service: nothing is served by it.
ALTER TABLE "inbox_message" DROP CONSTRAINT "inbox_message_attempt_fkey";
ALTER TABLE "inbox_message" ADD CONSTRAINT "inbox_message_document_fkey" FOREIGN KEY ("document_id") REFERENCES "official_document"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

CREATE TRIGGER "credit_statement_append_only" BEFORE UPDATE OR DELETE ON "credit_statement" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "suspicion_answer_append_only" BEFORE UPDATE OR DELETE ON "suspicion_answer" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "city_switch_append_only" BEFORE UPDATE OR DELETE ON "city_switch" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "platform_downtime_append_only" BEFORE UPDATE OR DELETE ON "platform_downtime" FOR EACH ROW EXECUTE FUNCTION refuse_change();
