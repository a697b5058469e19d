-- A file that a person imports on a page, and what of it waits for another person: who brought it stays with the file, and what is released
-- of it is released by somebody else, for every connection.
ALTER TABLE "import_file"
  ADD COLUMN "brought_by" UUID,
  ADD COLUMN "brought_by_name" TEXT,
  ADD COLUMN "correction" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "released_by" UUID,
  ADD COLUMN "released_by_name" TEXT,
  ADD CONSTRAINT "import_file_brought_check" CHECK (("brought_by" IS NULL) = ("brought_by_name" IS NULL)),
  ADD CONSTRAINT "import_file_released_check" CHECK (("released_by" IS NULL) = ("released_by_name" IS NULL)),
  ADD CONSTRAINT "import_file_two_persons_check" CHECK ("brought_by" IS NULL OR
    (CASE WHEN "released_by" IS NULL THEN "status" <> 'released'
      ELSE "released_by" <> "brought_by" AND fold_name("released_by_name") <> fold_name("brought_by_name") END));
CREATE INDEX "import_file_brought_idx" ON "import_file"("brought_by", "started_at") WHERE "brought_by" IS NOT NULL;

CREATE FUNCTION "import_file_keeps_who"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.brought_by, OLD.brought_by_name) IS DISTINCT FROM (NEW.brought_by, NEW.brought_by_name) THEN
    RAISE EXCEPTION 'import % keeps who brought it', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'import_file_keeps_who';
  END IF;
  -- What was held is not written by a change of its row: the file comes again, as another import.
  IF OLD.status = 'held' AND NEW.status NOT IN ('held', 'released') THEN
    RAISE EXCEPTION 'import % is held', OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'import_file_keeps_who';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "import_file_keeps_who" BEFORE UPDATE ON "import_file"
  FOR EACH ROW EXECUTE FUNCTION import_file_keeps_who();
