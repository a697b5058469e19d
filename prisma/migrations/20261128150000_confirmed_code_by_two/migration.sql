-- That a code is taken as on the licence rests on two persons in the database too: nothing is a confirmed code without a confirmation of
-- that very code, and a request keeps what was asked and shown; it is decided once.
CREATE FUNCTION "confirmed_code_rests_on_a_confirmation"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM code_confirmation WHERE id = NEW.confirmation_id AND code = NEW.code AND status = 'confirmed') THEN
    RAISE EXCEPTION 'code % is not confirmed by two persons', NEW.code USING ERRCODE = 'check_violation', CONSTRAINT = 'confirmed_code_by_two';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "confirmed_code_by_two" BEFORE INSERT OR UPDATE ON "confirmed_code"
  FOR EACH ROW EXECUTE FUNCTION confirmed_code_rests_on_a_confirmation();

CREATE FUNCTION "code_confirmation_decided_once"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'requested' OR
     (OLD.id, OLD.code, OLD.enterprise, OLD.reason, OLD.evidence_name, OLD.evidence_type, OLD.evidence_sha256, OLD.evidence, OLD.requested_at,
      OLD.requested_by, OLD.requested_by_name) IS DISTINCT FROM
     (NEW.id, NEW.code, NEW.enterprise, NEW.reason, NEW.evidence_name, NEW.evidence_type, NEW.evidence_sha256, NEW.evidence, NEW.requested_at,
      NEW.requested_by, NEW.requested_by_name) THEN
    RAISE EXCEPTION 'a request about code % is decided once and keeps what was shown', OLD.code
      USING ERRCODE = 'check_violation', CONSTRAINT = 'code_confirmation_decided_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "code_confirmation_decided_once" BEFORE UPDATE ON "code_confirmation"
  FOR EACH ROW EXECUTE FUNCTION code_confirmation_decided_once();
