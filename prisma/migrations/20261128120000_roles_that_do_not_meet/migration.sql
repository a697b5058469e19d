-- Which roles one account may hold, and that a security administrator remains, hold in the database: two who give roles at once do
-- not see each other's rows, so whoever writes a role first takes the lock of the account (L3-CES1-08).

CREATE FUNCTION account_role_kept_apart() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  apart constant text[] := ARRAY['auditor', 'system-administrator', 'security-administrator'];
  offices constant text[] := ARRAY['handler', 'reviewer', 'seal-keeper'];
  firms constant text[] := ARRAY['legal-representative', 'operator'];
BEGIN
  IF NEW.ended_at IS NOT NULL THEN RETURN NEW; END IF;
  PERFORM 1 FROM account WHERE id = NEW.account_id FOR UPDATE;
  IF EXISTS (
    SELECT 1 FROM account_role r
    WHERE r.account_id = NEW.account_id AND r.id <> NEW.id AND r.ended_at IS NULL
      AND (r.role <> NEW.role AND (r.role = ANY (apart) OR NEW.role = ANY (apart))
        OR r.role = ANY (offices) AND NEW.role = ANY (firms) OR r.role = ANY (firms) AND NEW.role = ANY (offices))
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'account_role_kept_apart',
      MESSAGE = 'one account may not hold both roles';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_role_kept_apart BEFORE INSERT OR UPDATE OF account_id, role, ended_at ON account_role
  FOR EACH ROW EXECUTE FUNCTION account_role_kept_apart();

-- Names within one office are told apart: a reader of an event must know which of two it was.
CREATE FUNCTION account_role_told_apart() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.ended_at IS NOT NULL OR NEW.level IS NULL THEN RETURN NEW; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('account_role_told_apart ' || NEW.level || ' ' || NEW.division));
  IF EXISTS (
    SELECT 1 FROM account_role r JOIN account held ON held.id = r.account_id JOIN account wanted ON wanted.id = NEW.account_id
    WHERE r.account_id <> NEW.account_id AND r.ended_at IS NULL AND r.level = NEW.level AND r.division = NEW.division
      AND held.status = 'active' AND regexp_replace(normalize(held.name, NFKC), '\s', '', 'g') = regexp_replace(normalize(wanted.name, NFKC), '\s', '', 'g')
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'account_role_told_apart',
      MESSAGE = 'somebody of the same name holds a role in this office';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_role_told_apart BEFORE INSERT OR UPDATE OF account_id, level, division, ended_at ON account_role
  FOR EACH ROW EXECUTE FUNCTION account_role_told_apart();

-- Without a security administrator nobody gives or takes a role any more; the last one stays, whoever ends it and by whichever table.
CREATE FUNCTION security_administrator_remains() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  subject uuid;
BEGIN
  IF TG_TABLE_NAME = 'account_role' THEN
    IF OLD.role <> 'security-administrator' OR OLD.ended_at IS NOT NULL OR (NEW.ended_at IS NULL AND NEW.role = OLD.role) THEN RETURN NEW; END IF;
    subject := OLD.account_id;
  ELSE
    IF OLD.status <> 'active' OR NEW.status = 'active' THEN RETURN NEW; END IF;
    subject := OLD.id;
    IF NOT EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = subject AND r.role = 'security-administrator' AND r.ended_at IS NULL) THEN
      RETURN NEW;
    END IF;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('security_administrator_remains'));
  IF NOT EXISTS (
    SELECT 1 FROM account_role r JOIN account a ON a.id = r.account_id
    WHERE r.role = 'security-administrator' AND r.ended_at IS NULL AND a.status = 'active' AND a.id <> subject
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = 'security_administrator_remains',
      MESSAGE = 'the last security administrator stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER security_administrator_remains BEFORE UPDATE OF ended_at, role ON account_role
  FOR EACH ROW EXECUTE FUNCTION security_administrator_remains();
CREATE TRIGGER security_administrator_remains BEFORE UPDATE OF status ON account
  FOR EACH ROW EXECUTE FUNCTION security_administrator_remains();
