-- What a case is changes by what is written in its chain, and by nothing else: a row that says another stage, mark, restriction or day of
-- service must rest on a later event than before (docs/decisions/0035; GX24-4.1d). Deferred: events and row are of one transaction.
CREATE FUNCTION "case_row_by_event"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.last_sequence <= OLD.last_sequence
    OR NOT EXISTS (SELECT 1 FROM case_event e WHERE e.case_id = NEW.id AND e.sequence = NEW.last_sequence AND e.hash = NEW.last_hash) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'case_row_by_event',
      MESSAGE = format('case %s changes by an event of its own, and by nothing else', NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "case_row_by_event" AFTER UPDATE ON "cases" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.stage, OLD.closed_on, OLD.marked, OLD.public, OLD.restrictions, OLD.served_on, OLD.regime, OLD.subject, OLD.qualification_id)
    IS DISTINCT FROM (NEW.stage, NEW.closed_on, NEW.marked, NEW.public, NEW.restrictions, NEW.served_on, NEW.regime, NEW.subject, NEW.qualification_id))
  EXECUTE FUNCTION case_row_by_event();
