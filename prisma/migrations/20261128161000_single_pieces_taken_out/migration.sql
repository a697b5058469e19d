-- The reviewer opens every piece of a draft and takes single ones out, with the reason; they go back to whoever drafted.
ALTER TABLE "draft_case" DROP CONSTRAINT "draft_case_status_check";
ALTER TABLE "draft_case"
  ADD COLUMN "taken_out_by" UUID,
  ADD COLUMN "taken_out_by_name" TEXT,
  -- the reviewer has seen the sample of this piece
  ADD COLUMN "opened_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT "draft_case_status_check" CHECK ("status" IN ('waiting', 'done', 'refused', 'taken-out')),
  ADD CONSTRAINT "draft_case_taken_out_check" CHECK (("status" = 'taken-out') = ("taken_out_by" IS NOT NULL) AND ("status" <> 'taken-out' OR "reason" IS NOT NULL));

-- What was taken out does not come back into its draft, and on the site's connection it is taken out by whoever is signed in and did not draft it.
CREATE FUNCTION "draft_case_taken_out"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF OLD.status = 'taken-out' AND NEW.status <> 'taken-out' OR NEW.status = 'taken-out' AND OLD.status NOT IN ('waiting', 'taken-out')
    OR NEW.status = 'taken-out' AND OLD.status = 'waiting' AND (
      EXISTS (SELECT 1 FROM draft d WHERE d.id = NEW.draft_id AND (d.status <> 'drafted' OR d.drafted_by = NEW.taken_out_by))
      OR current_user = 'qualwatch_portal' AND NEW.taken_out_by IS DISTINCT FROM nullif(current_setting('app.account', true), '')::uuid) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_case_taken_out', MESSAGE = 'a piece is taken out of a draft once, by whoever reviews it';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "draft_case_taken_out" BEFORE UPDATE ON "draft_case" FOR EACH ROW EXECUTE FUNCTION draft_case_taken_out();
