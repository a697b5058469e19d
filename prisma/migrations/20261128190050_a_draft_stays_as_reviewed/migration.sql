-- What a draft is about, and who stands under it, stays as it was reviewed: no case and no file is put into it afterwards on the site's
-- connection, and no name, level or place is changed (docs/decisions/0035). A finding may open its case when it is carried out.
CREATE FUNCTION "draft_filled_before_review"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM draft d WHERE d.id = NEW.draft_id AND (d.status = 'drafted' OR d.act = 'find')) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_filled_before_review',
      MESSAGE = 'nothing is put into a draft once it is reviewed';
  END IF;
  RETURN NULL;
END $$;
-- Deferred to the commit: what a rehearsal puts in is never committed.
CREATE CONSTRAINT TRIGGER "draft_case_before_review" AFTER INSERT ON "draft_case" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_user = 'qualwatch_portal') EXECUTE FUNCTION draft_filled_before_review();
CREATE CONSTRAINT TRIGGER "draft_file_before_review" AFTER INSERT ON "draft_file" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (current_user = 'qualwatch_portal') EXECUTE FUNCTION draft_filled_before_review();

CREATE FUNCTION "draft_stays_as_signed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_stays_as_signed',
    MESSAGE = 'what a draft is about and who stands under it is not changed afterwards';
END $$;
CREATE TRIGGER "draft_stays_as_signed" BEFORE UPDATE ON "draft" FOR EACH ROW
  WHEN ((OLD.drafted_by_name, OLD.level, OLD.division_code) IS DISTINCT FROM (NEW.drafted_by_name, NEW.level, NEW.division_code)
    OR OLD.reviewed_by IS NOT NULL AND OLD.reviewed_by_name IS DISTINCT FROM NEW.reviewed_by_name
    OR OLD.sealed_by IS NOT NULL AND OLD.sealed_by_name IS DISTINCT FROM NEW.sealed_by_name)
  EXECUTE FUNCTION draft_stays_as_signed();
CREATE TRIGGER "draft_case_stays_as_signed" BEFORE UPDATE ON "draft_case" FOR EACH ROW
  WHEN ((OLD.draft_id, OLD.case_id) IS DISTINCT FROM (NEW.draft_id, NEW.case_id)) EXECUTE FUNCTION draft_stays_as_signed();
