-- Row-level security for what came with confirmation, credit record and city switch (the pattern of 20261121090000).

DO $$
DECLARE
  name text;
  place constant text := $p$((select current_setting('app.scope', true)) = '*'
    or (length((select current_setting('app.scope', true))) >= 2 and starts_with(division_code::text, (select current_setting('app.scope', true)))))$p$;
  own constant text := $p$(select current_setting('app.viewer', true)) = 'enterprise' and enterprise_id = (select nullif(current_setting('app.enterprise', true), '')::bigint)$p$;
BEGIN
  FOREACH name IN ARRAY ARRAY['email_check', 'office_notice', 'credit_record', 'credit_statement', 'city_switch', 'suspicion_answer', 'platform_downtime'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY owner_and_worker ON %I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', name);
    EXECUTE format($q$CREATE POLICY auditor ON %I FOR SELECT TO qualwatch_portal USING ((select current_setting('app.viewer', true)) = 'auditor' and %s)$q$, name, place);
    -- The check of an e-mail address is between the platform and the enterprise; no office has a part in it.
    IF name <> 'email_check' THEN
      EXECUTE format($q$CREATE POLICY office ON %I FOR ALL TO qualwatch_portal USING ((select current_setting('app.viewer', true)) = 'office' and %s)
        WITH CHECK ((select current_setting('app.viewer', true)) = 'office' and %s)$q$, name, place, place);
    END IF;
  END LOOP;
  -- What is recorded against an enterprise it may read; what it says itself it may write. A suspicion is a question to an official.
  EXECUTE format('CREATE POLICY own_enterprise ON "email_check" FOR ALL TO qualwatch_portal USING (%s) WITH CHECK (%s)', own, own);
  EXECUTE format('CREATE POLICY own_enterprise ON "credit_record" FOR SELECT TO qualwatch_portal USING (%s)', own);
  EXECUTE format('CREATE POLICY own_enterprise ON "credit_statement" FOR ALL TO qualwatch_portal USING (%s) WITH CHECK (%s)', own, own);
  -- Its acts tell the office, and it does not read what the office was told.
  EXECUTE format('CREATE POLICY tells ON "office_notice" FOR INSERT TO qualwatch_portal WITH CHECK (%s)', own);
END $$;

-- Whether a city works here itself, and when the platform stood still, concerns everybody who is signed in.
CREATE POLICY known ON "city_switch" FOR SELECT TO qualwatch_portal USING (nullif((select current_setting('app.viewer', true)), '') IS NOT NULL);
CREATE POLICY known ON "platform_downtime" FOR SELECT TO qualwatch_portal USING (nullif((select current_setting('app.viewer', true)), '') IS NOT NULL);

REVOKE DELETE ON "email_check", "office_notice", "credit_record", "credit_statement", "city_switch", "suspicion_answer", "platform_downtime" FROM qualwatch_portal;
REVOKE UPDATE ON "credit_statement", "city_switch", "suspicion_answer", "platform_downtime" FROM qualwatch_portal;
