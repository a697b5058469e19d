-- Every two neighbouring characters of a name, so that a search finds it from two Chinese characters on (trigrams need
-- three). The name is folded as searches are: full-width brackets and letters, spaces, upper case.
CREATE FUNCTION "fold_name"(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT upper(translate(name, '（）［］【】〔〕·　 ', '()[][][]·'))
$$;

CREATE FUNCTION "name_bigrams"(name text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(f.folded, i, 2)), '{}')
  FROM (SELECT fold_name(name) AS folded) f, generate_series(1, length(f.folded) - 1) i
$$;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "cases" (
    "id" UUID NOT NULL,
    "qualification_id" BIGINT NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "regime" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "opened_on" DATE NOT NULL,
    "closed_on" DATE,
    "marked" BOOLEAN NOT NULL,
    "public" BOOLEAN NOT NULL,
    "restrictions" TEXT[],
    "last_sequence" INTEGER NOT NULL,
    "last_hash" BYTEA NOT NULL,

    CONSTRAINT "cases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_event" (
    "case_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "fact_id" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "act" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "clause" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "case_event_pkey" PRIMARY KEY ("case_id","sequence")
);

-- CreateTable
CREATE TABLE "official_question" (
    "id" BIGSERIAL NOT NULL,
    "qualification_id" BIGINT NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "reason" TEXT NOT NULL,
    "opened_by_run" BIGINT NOT NULL,
    "opened_on" DATE NOT NULL,
    "closed_on" DATE,
    "closed_because" TEXT,

    CONSTRAINT "official_question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_file" (
    "id" BIGSERIAL NOT NULL,
    "entity" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "feed" TEXT NOT NULL,
    "extent" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "held_reason" TEXT,
    "counts" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quarantine_row" (
    "id" BIGSERIAL NOT NULL,
    "import_file_id" BIGINT NOT NULL,
    "entity" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,

    CONSTRAINT "quarantine_row_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project" (
    "id" BIGSERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "builder_uscc" CHAR(18),
    "supervisor_uscc" CHAR(18),
    "owner_name" TEXT,
    "permit_number" TEXT,
    "data_level" CHAR(1),
    "data_source" TEXT,
    "started_on" DATE,
    "finished_on" DATE,
    "content" JSONB NOT NULL,
    "feed" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "message_id" TEXT,
    "last_reply" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "holiday_notice" (
    "year" INTEGER NOT NULL,
    "holidays" TEXT[],
    "workdays" TEXT[],
    "source" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "holiday_notice_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "setting" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by" TEXT NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "enterprise" (
    "id" BIGSERIAL NOT NULL,
    "uscc" CHAR(18) NOT NULL,
    "name" TEXT NOT NULL,
    "former_names" TEXT[],
    "name_bigrams" text[] GENERATED ALWAYS AS (name_bigrams("name")) STORED,
    "kinds" TEXT[],
    "division_code" CHAR(6) NOT NULL,
    "legal_representative" TEXT,
    "address" TEXT,
    "registered_capital" TEXT,
    "founded_on" DATE,
    "status" TEXT NOT NULL DEFAULT 'active',
    "feed" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "enterprise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enterprise_contact" (
    "id" BIGSERIAL NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "person" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "address" TEXT,
    "source" TEXT NOT NULL,
    "known_from" TIMESTAMPTZ(3) NOT NULL,
    "known_to" TIMESTAMPTZ(3),

    CONSTRAINT "enterprise_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate" (
    "id" BIGSERIAL NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "number" TEXT NOT NULL,
    "authority" TEXT,
    "authority_level" TEXT NOT NULL,
    "issued_on" DATE,
    "valid_until" DATE,
    "status" TEXT NOT NULL DEFAULT 'valid',
    "feed" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "qualification" (
    "id" BIGSERIAL NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "certificate_id" BIGINT,
    "division_code" CHAR(6) NOT NULL,
    "key" TEXT NOT NULL,
    "national_code" TEXT,
    "standard_row" TEXT,
    "name" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "approved_on" DATE,
    "valid_until" DATE,
    "status" TEXT NOT NULL DEFAULT 'in-force',
    "ended_on" DATE,
    "feed" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "qualification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "practitioner" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "birth_date" DATE,
    "id_number_hash" BYTEA,
    "id_number" BYTEA,
    "source_key" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "practitioner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registration" (
    "id" BIGSERIAL NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "practitioner_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "kind" SMALLINT NOT NULL,
    "specialties" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "seal_number" TEXT,
    "registered_on" DATE,
    "valid_until" DATE,
    "birth_date" DATE,
    "insurance" SMALLINT NOT NULL DEFAULT 0,
    "feed" TEXT NOT NULL,
    "known_from" TIMESTAMPTZ(3) NOT NULL,
    "known_to" TIMESTAMPTZ(3),

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_run" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "month" CHAR(7),
    "scope" TEXT NOT NULL DEFAULT '',
    "as_of" DATE NOT NULL,
    "instant" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "standards_version" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "counts" JSONB,
    "verdict_hash" TEXT,
    "held_reason" TEXT,
    "released_by" TEXT,
    "release_reason" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "verification_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_partition" (
    "run_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "first_enterprise" BIGINT NOT NULL,
    "end_enterprise" BIGINT NOT NULL,
    "done" BOOLEAN NOT NULL DEFAULT false,
    "counts" JSONB,
    "verdict_hash" TEXT,

    CONSTRAINT "run_partition_pkey" PRIMARY KEY ("run_id","number")
);

-- CreateTable
CREATE TABLE "run_double_registration" (
    "run_id" BIGINT NOT NULL,
    "practitioner_id" BIGINT NOT NULL,

    CONSTRAINT "run_double_registration_pkey" PRIMARY KEY ("run_id","practitioner_id")
);

-- CreateTable
CREATE TABLE "run_difference" (
    "run_id" BIGINT NOT NULL,
    "qualification_id" BIGINT NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "verdict" TEXT NOT NULL,
    "effective_row" TEXT,
    "shortage" SMALLINT NOT NULL,
    "counts" TEXT NOT NULL,
    "previous" TEXT,

    CONSTRAINT "run_difference_pkey" PRIMARY KEY ("run_id","qualification_id")
);

-- CreateTable
CREATE TABLE "verdict" (
    "id" BIGSERIAL NOT NULL,
    "qualification_id" BIGINT NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "verdict" TEXT NOT NULL,
    "effective_row" TEXT,
    "shortage" SMALLINT NOT NULL,
    "counts" TEXT NOT NULL,
    "run_id" BIGINT NOT NULL,
    "as_of" DATE NOT NULL,
    "known_from" TIMESTAMPTZ(3) NOT NULL,
    "known_to" TIMESTAMPTZ(3),

    CONSTRAINT "verdict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recheck_request" (
    "enterprise_id" BIGINT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "recheck_request_pkey" PRIMARY KEY ("enterprise_id")
);

-- CreateTable
CREATE TABLE "enterprise_recheck" (
    "enterprise_id" BIGINT NOT NULL,
    "instant" TIMESTAMPTZ(3) NOT NULL,
    "run_id" BIGINT NOT NULL,

    CONSTRAINT "enterprise_recheck_pkey" PRIMARY KEY ("enterprise_id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "worker" TEXT NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("worker")
);

-- CreateIndex
CREATE INDEX "cases_qualification_idx" ON "cases"("qualification_id");

-- CreateIndex
CREATE INDEX "cases_enterprise_idx" ON "cases"("enterprise_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_event_fact_id_key" ON "case_event"("fact_id");

-- CreateIndex
CREATE INDEX "official_question_qualification_idx" ON "official_question"("qualification_id");

-- CreateIndex
CREATE INDEX "quarantine_row_status_idx" ON "quarantine_row"("status", "id");

-- CreateIndex
CREATE INDEX "quarantine_row_file_idx" ON "quarantine_row"("import_file_id", "line");

-- CreateIndex
CREATE UNIQUE INDEX "project_number_key" ON "project"("number");

-- CreateIndex
CREATE INDEX "project_builder_idx" ON "project"("builder_uscc");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_key_key" ON "outbox"("key");

-- CreateIndex
CREATE UNIQUE INDEX "enterprise_uscc_key" ON "enterprise"("uscc");

-- CreateIndex
CREATE INDEX "enterprise_name_idx" ON "enterprise"("name", "id");

-- CreateIndex
CREATE INDEX "enterprise_name_bigrams_idx" ON "enterprise" USING GIN ("name_bigrams") WITH (fastupdate = off);

-- CreateIndex
CREATE INDEX "enterprise_division_idx" ON "enterprise"("division_code", "id");

-- CreateIndex
CREATE INDEX "enterprise_contact_enterprise_idx" ON "enterprise_contact"("enterprise_id", "known_from");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_number_key" ON "certificate"("number");

-- CreateIndex
CREATE INDEX "certificate_enterprise_idx" ON "certificate"("enterprise_id");

-- CreateIndex
CREATE UNIQUE INDEX "qualification_enterprise_key" ON "qualification"("enterprise_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "practitioner_id_number_hash_key" ON "practitioner"("id_number_hash");

-- CreateIndex
CREATE UNIQUE INDEX "practitioner_source_key_key" ON "practitioner"("source_key");

-- CreateIndex
CREATE INDEX "registration_enterprise_idx" ON "registration"("enterprise_id");

-- CreateIndex
CREATE INDEX "registration_practitioner_idx" ON "registration"("practitioner_id");

-- CreateIndex
CREATE INDEX "verification_run_status_idx" ON "verification_run"("status");

-- CreateIndex
CREATE INDEX "verdict_qualification_idx" ON "verdict"("qualification_id", "known_from");

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_qualification_id_fkey" FOREIGN KEY ("qualification_id") REFERENCES "qualification"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "cases"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "official_question" ADD CONSTRAINT "official_question_qualification_id_fkey" FOREIGN KEY ("qualification_id") REFERENCES "qualification"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "quarantine_row" ADD CONSTRAINT "quarantine_row_import_file_id_fkey" FOREIGN KEY ("import_file_id") REFERENCES "import_file"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "enterprise_contact" ADD CONSTRAINT "enterprise_contact_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "qualification" ADD CONSTRAINT "qualification_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "qualification" ADD CONSTRAINT "qualification_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_enterprise_id_fkey" FOREIGN KEY ("enterprise_id") REFERENCES "enterprise"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "registration" ADD CONSTRAINT "registration_practitioner_id_fkey" FOREIGN KEY ("practitioner_id") REFERENCES "practitioner"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "run_partition" ADD CONSTRAINT "run_partition_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "verification_run"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- What the schema language cannot say.

-- One row for one thing: of each of these there is one that stands.
CREATE UNIQUE INDEX "registration_current_key" ON "registration"("key") WHERE "known_to" IS NULL;
CREATE UNIQUE INDEX "enterprise_contact_current_key" ON "enterprise_contact"("enterprise_id") WHERE "known_to" IS NULL;
-- By enterprise first: a partition of a run reads its stretch of standing verdicts from this index.
CREATE UNIQUE INDEX "verdict_standing_key" ON "verdict"("enterprise_id", "qualification_id") WHERE "known_to" IS NULL;
CREATE UNIQUE INDEX "cases_open_key" ON "cases"("qualification_id") WHERE "closed_on" IS NULL;
CREATE UNIQUE INDEX "official_question_open_key" ON "official_question"("qualification_id") WHERE "closed_on" IS NULL;
-- A month runs once, however many schedulers and workers there are (GX24-2).
CREATE UNIQUE INDEX "verification_run_month_key" ON "verification_run"("scope", "month") WHERE "kind" = 'month' AND "status" <> 'discarded';
-- What a worker took and never settled is taken again, so the index covers both.
CREATE INDEX "outbox_due_idx" ON "outbox"("channel", "next_attempt", "id") WHERE "status" IN ('pending', 'sending');

ALTER TABLE "verification_run" ADD CONSTRAINT "verification_run_kind_check" CHECK ("kind" IN ('month', 'change'));
ALTER TABLE "verification_run" ADD CONSTRAINT "verification_run_status_check" CHECK ("status" IN ('evaluating', 'held', 'settled', 'discarded'));
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_verdict_check" CHECK ("verdict" IN ('met', 'not-met', 'undetermined', 'not-assessed'));
ALTER TABLE "qualification" ADD CONSTRAINT "qualification_status_check" CHECK ("status" IN ('in-force', 'ended', 'revoked'));
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_authority_level_check" CHECK ("authority_level" IN ('ministry', 'province', 'city', 'county'));
ALTER TABLE "registration" ADD CONSTRAINT "registration_insurance_check" CHECK ("insurance" IN (0, 1, 2));
ALTER TABLE "registration" ADD CONSTRAINT "registration_known_check" CHECK ("known_to" IS NULL OR "known_to" > "known_from");
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_status_check" CHECK ("status" IN ('pending', 'sending', 'sent', 'failed'));

-- Events and audit entries are appended, never edited.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "case_event_append_only" BEFORE UPDATE OR DELETE ON "case_event" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
