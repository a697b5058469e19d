-- Open data: receipts of batch look-ups, the feed of public changes, monthly snapshots.

CREATE TABLE "lookup_receipt" (
    "id" UUID NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "as_of" DATE NOT NULL,
    "asked" INTEGER NOT NULL,
    "statement" TEXT NOT NULL,
    "statement_sha256" BYTEA NOT NULL,
    "pdf" BYTEA NOT NULL,
    "pdf_sha256" BYTEA NOT NULL,

    CONSTRAINT "lookup_receipt_pkey" PRIMARY KEY ("id")
);

-- What an act changed, appended by the act itself; `publish` turns it into changes with positions, or into nothing.
CREATE TABLE "public_change_due" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "public_change_due_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "public_change" (
    "position" BIGINT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "uscc" CHAR(18),
    "content" JSONB NOT NULL,

    CONSTRAINT "public_change_pkey" PRIMARY KEY ("position")
);

CREATE TABLE "open_data_snapshot" (
    "month" CHAR(7) NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "position" BIGINT NOT NULL,
    "enterprises" INTEGER NOT NULL,
    "sha256" BYTEA NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "open_data_snapshot_pkey" PRIMARY KEY ("month")
);

CREATE UNIQUE INDEX "lookup_receipt_statement_key" ON "lookup_receipt"("statement_sha256");
CREATE UNIQUE INDEX "lookup_receipt_pdf_key" ON "lookup_receipt"("pdf_sha256");

-- What the schema language cannot say.

ALTER TABLE "lookup_receipt" ALTER COLUMN "pdf" SET STORAGE EXTERNAL;
ALTER TABLE "open_data_snapshot" ALTER COLUMN "content" SET STORAGE EXTERNAL;
ALTER TABLE "public_change" ADD CONSTRAINT "public_change_kind_check"
  CHECK ("kind" IN ('mark-set', 'mark-changed', 'mark-lifted', 'verdict', 'qualification-ended', 'certificate-ended', 'notice'));

-- A receipt says what was answered on a day: never edited, never taken away.
CREATE TRIGGER "lookup_receipt_append_only" BEFORE UPDATE OR DELETE ON "lookup_receipt" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The acts note what they changed in their own transaction, in sets. A stage that is not public (SX23-2.1) leaves no trace here:
-- from not public to not public nothing is written. SECURITY DEFINER: whoever acts need not be allowed to see the feed's tables.
CREATE FUNCTION "note_opened_cases"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public_change_due (kind, subject, content)
  SELECT 'mark-set', n.id::text, jsonb_build_object('sequence', n.last_sequence, 'restrictions', n.restrictions)
  FROM new_rows n WHERE n.public AND n.marked AND n.closed_on IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER "cases_note_opened" AFTER INSERT ON "cases" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_opened_cases();

CREATE FUNCTION "note_changed_cases"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public_change_due (kind, subject, content)
  SELECT CASE WHEN NOT c.was THEN 'mark-set' WHEN NOT c.is_now THEN 'mark-lifted' ELSE 'mark-changed' END, c.id::text,
    jsonb_build_object('sequence', c.last_sequence, 'restrictions', CASE WHEN c.is_now THEN c.restrictions ELSE '{}' END)
  FROM (
    SELECT n.id, n.last_sequence, n.restrictions, o.restrictions AS before,
      o.public AND o.marked AND o.closed_on IS NULL AS was, n.public AND n.marked AND n.closed_on IS NULL AS is_now
    FROM new_rows n JOIN old_rows o ON o.id = n.id
  ) c
  WHERE (c.was OR c.is_now) AND (c.was <> c.is_now OR c.before <> c.restrictions);
  RETURN NULL;
END $$;
CREATE TRIGGER "cases_note_changed" AFTER UPDATE ON "cases" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_changed_cases();

-- A verdict that replaces another closes it: the first verdict of a qualification is not a change.
CREATE FUNCTION "note_closed_verdicts"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public_change_due (kind, subject, content)
  SELECT 'verdict', n.qualification_id::text, jsonb_build_object('before', n.verdict, 'at', n.known_to)
  FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE o.known_to IS NULL AND n.known_to IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER "verdict_note_closed" AFTER UPDATE ON "verdict" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_closed_verdicts();

CREATE FUNCTION "note_ended_qualifications"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public_change_due (kind, subject, content)
  SELECT 'qualification-ended', n.id::text, jsonb_build_object('status', n.status, 'endedOn', n.ended_on)
  FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE o.status = 'in-force' AND n.status <> 'in-force';
  RETURN NULL;
END $$;
CREATE TRIGGER "qualification_note_ended" AFTER UPDATE ON "qualification" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_ended_qualifications();

CREATE FUNCTION "note_ended_certificates"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public_change_due (kind, subject, content)
  SELECT 'certificate-ended', n.id::text, jsonb_build_object('status', n.status)
  FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE o.status = 'valid' AND n.status <> 'valid';
  RETURN NULL;
END $$;
CREATE TRIGGER "certificate_note_ended" AFTER UPDATE ON "certificate" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_ended_certificates();

CREATE FUNCTION "note_publications"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public_change_due (kind, subject, content) SELECT 'notice', n.id::text, '{}' FROM new_rows n;
  RETURN NULL;
END $$;
CREATE TRIGGER "publication_note_published" AFTER INSERT ON "publication" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_publications();
