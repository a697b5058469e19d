-- CreateTable
CREATE TABLE "document_sequence" (
    "office" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "document_sequence_pkey" PRIMARY KEY ("office","kind","year")
);

-- CreateTable
CREATE TABLE "official_document" (
    "id" UUID NOT NULL,
    "fact_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT,
    "office" TEXT NOT NULL,
    "office_name" TEXT NOT NULL,
    "office_division_code" TEXT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "case_id" UUID,
    "enterprise_id" BIGINT,
    "subject" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "sha256" BYTEA NOT NULL,
    "run_id" BIGINT,
    "rows_hash" TEXT,
    "status" TEXT NOT NULL DEFAULT 'stands',
    "withdrawn_on" DATE,
    "withdrawn_by" TEXT,
    "withdrawn_because" TEXT,
    "issued_on" DATE NOT NULL,
    "issued_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "official_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "official_document_file" (
    "document_id" UUID NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "sealed" BOOLEAN NOT NULL,
    "pdf" BYTEA NOT NULL,

    CONSTRAINT "official_document_file_pkey" PRIMARY KEY ("document_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "official_document_fact_id_key" ON "official_document"("fact_id");

-- CreateIndex
CREATE UNIQUE INDEX "official_document_sha256_key" ON "official_document"("sha256");

-- CreateIndex
CREATE INDEX "official_document_division_idx" ON "official_document"("division_code", "issued_on" DESC);

-- AddForeignKey
ALTER TABLE "official_document_file" ADD CONSTRAINT "official_document_file_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "official_document"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What the schema language cannot say.

CREATE UNIQUE INDEX "official_document_number_key" ON "official_document"("number") WHERE "number" IS NOT NULL;
CREATE INDEX "official_document_case_idx" ON "official_document"("case_id", "recorded_at") WHERE "case_id" IS NOT NULL;
CREATE INDEX "official_document_enterprise_idx" ON "official_document"("enterprise_id", "recorded_at") WHERE "enterprise_id" IS NOT NULL;

ALTER TABLE "official_document" ADD CONSTRAINT "official_document_status_check" CHECK ("status" IN ('stands', 'withdrawn'));
ALTER TABLE "official_document" ADD CONSTRAINT "official_document_withdrawn_check"
  CHECK (("status" = 'withdrawn') = ("withdrawn_on" IS NOT NULL AND "withdrawn_by" IS NOT NULL AND "withdrawn_because" IS NOT NULL));
ALTER TABLE "official_document" ADD CONSTRAINT "official_document_sha256_check" CHECK (length("sha256") = 32);
ALTER TABLE "document_sequence" ADD CONSTRAINT "document_sequence_last_check" CHECK ("last" >= 0);

-- The streams of a PDF are compressed already.
ALTER TABLE "official_document_file" ALTER COLUMN "pdf" SET STORAGE EXTERNAL;

-- A document is issued once and never edited or deleted; it can only be withdrawn, once.
CREATE FUNCTION "refuse_document_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.status = 'stands' AND NEW.status = 'withdrawn'
    AND to_jsonb(NEW) - '{status,withdrawn_on,withdrawn_by,withdrawn_because}'::text[]
      = to_jsonb(OLD) - '{status,withdrawn_on,withdrawn_by,withdrawn_because}'::text[]
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an issued document can only be withdrawn' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "official_document_only_withdrawn" BEFORE UPDATE OR DELETE ON "official_document" FOR EACH ROW EXECUTE FUNCTION refuse_document_change();
CREATE TRIGGER "official_document_file_append_only" BEFORE UPDATE OR DELETE ON "official_document_file" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A sequence never counts back, so no number is given twice.
CREATE FUNCTION "refuse_sequence_jump"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR NEW.last < OLD.last THEN
    RAISE EXCEPTION 'document numbers only count on' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "document_sequence_counts_on" BEFORE UPDATE OR DELETE ON "document_sequence" FOR EACH ROW EXECUTE FUNCTION refuse_sequence_jump();
