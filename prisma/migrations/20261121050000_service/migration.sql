-- Service of documents: attempts, inbox, post, public notice, evidence, absences.

CREATE TABLE "service_attempt" (
    "id" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "document_kind" TEXT NOT NULL,
    "document_id" UUID NOT NULL,
    "enclosures" UUID[],
    "channel" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "address" TEXT NOT NULL,
    "address_source" TEXT NOT NULL,
    "confirmation_id" BIGINT,
    "status" TEXT NOT NULL,
    "legal_day" DATE,
    "evidence" JSONB NOT NULL DEFAULT '{}',
    "batch_id" UUID,
    "waybill" TEXT,
    "notice_id" UUID,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_attempt_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "service_attempt_event" (
    "attempt_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "actor" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "service_attempt_event_pkey" PRIMARY KEY ("attempt_id","sequence")
);

CREATE TABLE "inbox_message" (
    "id" TEXT NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "document_id" UUID NOT NULL,
    "put_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_message_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ems_batch" (
    "id" UUID NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "office" TEXT NOT NULL,
    "document_id" UUID NOT NULL,
    "posted_on" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "ems_batch_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "publication" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "office" TEXT NOT NULL,
    "document_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "published_on" DATE NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" TEXT NOT NULL,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "delivery_report" (
    "sha256" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "message_id" TEXT,
    "attempt_id" TEXT,
    "action" TEXT NOT NULL,
    "status" TEXT,
    "diagnostic" TEXT,
    "recipient" TEXT,
    "outcome" TEXT NOT NULL,
    "raw" BYTEA NOT NULL,

    CONSTRAINT "delivery_report_pkey" PRIMARY KEY ("sha256")
);

CREATE TABLE "case_evidence" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "taken_on" DATE NOT NULL,
    "sha256" BYTEA NOT NULL,
    "bytes" BYTEA NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "case_evidence_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "phone_log" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "called_at" TIMESTAMPTZ(3) NOT NULL,
    "caller" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "spoken_to" TEXT,
    "outcome" TEXT NOT NULL,
    "address" TEXT,
    "note" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phone_log_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "division_code" TEXT NOT NULL,
    "regime" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "absence_finding" (
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "division_code" TEXT NOT NULL,
    "case_id" UUID,
    "detail" TEXT NOT NULL,
    "first_found_at" TIMESTAMPTZ(3) NOT NULL,
    "last_found_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "absence_finding_pkey" PRIMARY KEY ("kind","subject")
);

CREATE INDEX "service_attempt_case_idx" ON "service_attempt"("case_id");
CREATE INDEX "inbox_message_enterprise_idx" ON "inbox_message"("enterprise_id", "put_at" DESC);
CREATE UNIQUE INDEX "publication_document_key" ON "publication"("document_id");
CREATE INDEX "publication_day_idx" ON "publication"("published_on" DESC, "id");
CREATE INDEX "delivery_report_message_idx" ON "delivery_report"("message_id");
CREATE INDEX "case_evidence_case_idx" ON "case_evidence"("case_id");
CREATE INDEX "phone_log_case_idx" ON "phone_log"("case_id");

-- What the schema language cannot say.

-- One waybill is one letter.
CREATE UNIQUE INDEX "service_attempt_waybill_key" ON "service_attempt"("waybill") WHERE "waybill" IS NOT NULL;
-- One attempt by a channel is under way at a time: the next begins when the last one failed.
CREATE UNIQUE INDEX "service_attempt_open_key" ON "service_attempt"("document_id", "channel") WHERE "status" IN ('prepared', 'sent', 'uncertain');
CREATE INDEX "service_attempt_open_idx" ON "service_attempt"("channel", "division_code") WHERE "status" IN ('prepared', 'sent', 'uncertain');
CREATE INDEX "absence_finding_open_idx" ON "absence_finding"("division_code", "kind") WHERE "gone_at" IS NULL;
CREATE INDEX "outbox_message_id_idx" ON "outbox"("message_id") WHERE "message_id" IS NOT NULL;

ALTER TABLE "service_attempt" ADD CONSTRAINT "service_attempt_case_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "service_attempt" ADD CONSTRAINT "service_attempt_document_fkey" FOREIGN KEY ("document_id") REFERENCES "official_document"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "service_attempt" ADD CONSTRAINT "service_attempt_batch_fkey" FOREIGN KEY ("batch_id") REFERENCES "ems_batch"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "service_attempt" ADD CONSTRAINT "service_attempt_notice_fkey" FOREIGN KEY ("notice_id") REFERENCES "publication"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "service_attempt_event" ADD CONSTRAINT "service_attempt_event_attempt_fkey" FOREIGN KEY ("attempt_id") REFERENCES "service_attempt"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "inbox_message" ADD CONSTRAINT "inbox_message_attempt_fkey" FOREIGN KEY ("id") REFERENCES "service_attempt"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "ems_batch" ADD CONSTRAINT "ems_batch_document_fkey" FOREIGN KEY ("document_id") REFERENCES "official_document"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "publication" ADD CONSTRAINT "publication_document_fkey" FOREIGN KEY ("document_id") REFERENCES "official_document"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "case_evidence" ADD CONSTRAINT "case_evidence_case_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "phone_log" ADD CONSTRAINT "phone_log_case_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "service_attempt" ADD CONSTRAINT "service_attempt_channel_check" CHECK ("channel" IN ('platform', 'email', 'ems', 'public-notice'));
ALTER TABLE "service_attempt" ADD CONSTRAINT "service_attempt_document_kind_check" CHECK ("document_kind" IN ('order', 'intent', 'decision'));
ALTER TABLE "service_attempt" ADD CONSTRAINT "service_attempt_status_check" CHECK ("status" IN ('prepared', 'sent', 'arrived', 'failed', 'uncertain'));
-- What has arrived or failed has a day in law; what has not has none, but for a notice, whose day is known beforehand.
ALTER TABLE "service_attempt" ADD CONSTRAINT "service_attempt_legal_day_check" CHECK (("status" IN ('arrived', 'failed')) = ("settled_at" IS NOT NULL)
  AND ("status" NOT IN ('arrived', 'failed') OR "legal_day" IS NOT NULL));
ALTER TABLE "delivery_report" ADD CONSTRAINT "delivery_report_outcome_check" CHECK ("outcome" IN ('bounced', 'bounced-after-service', 'noted', 'unmatched'));
ALTER TABLE "case_evidence" ADD CONSTRAINT "case_evidence_sha256_check" CHECK ("sha256" = sha256("bytes"));
ALTER TABLE "case_evidence" ADD CONSTRAINT "case_evidence_kind_check" CHECK ("kind" IN ('capture', 'objection', 'statement', 'hearing', 'receipt', 'finding', 'other'));
ALTER TABLE "phone_log" ADD CONSTRAINT "phone_log_outcome_check" CHECK ("outcome" IN ('address-confirmed', 'address-changed', 'not-reached', 'number-wrong'));
ALTER TABLE "publication" ADD CONSTRAINT "publication_kind_check" CHECK ("kind" IN ('public-notice', 'announcement'));
ALTER TABLE "case_evidence" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

-- Evidence is appended, never edited.
CREATE TRIGGER "service_attempt_event_append_only" BEFORE UPDATE OR DELETE ON "service_attempt_event" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "case_evidence_append_only" BEFORE UPDATE OR DELETE ON "case_evidence" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "delivery_report_append_only" BEFORE UPDATE OR DELETE ON "delivery_report" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "phone_log_append_only" BEFORE UPDATE OR DELETE ON "phone_log" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- An attempt that is settled stays what it is; only a bounce that comes after the arrival can still turn it to failed.
CREATE FUNCTION "refuse_attempt_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an attempt at service is kept' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.id <> NEW.id OR OLD.case_id <> NEW.case_id OR OLD.document_id <> NEW.document_id OR OLD.channel <> NEW.channel
    OR (OLD.status IN ('arrived', 'failed') AND NEW.status NOT IN ('arrived', 'failed'))
    OR (OLD.status = 'failed' AND NEW.status = 'arrived')
    OR (OLD.status <> 'prepared' AND OLD.address <> NEW.address)
  THEN
    RAISE EXCEPTION 'a settled attempt at service cannot be changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "service_attempt_keeps" BEFORE UPDATE OR DELETE ON "service_attempt" FOR EACH ROW EXECUTE FUNCTION refuse_attempt_change();
