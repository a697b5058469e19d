-- Who the database itself lets see what (docs/decisions/0013). The application's checks stand above this, not instead of it.
--
--   qualwatch_portal    signed-in people. Sees only rows that its claim names; without a claim none.
--   qualwatch_public    public site. Reads what the register publishes; no contact, no ID number, no file that was not published.
--   qualwatch_accounts  sign-in. Accounts and sessions, nothing of the casework.
--
-- Claims are settings of the connection, set at every check-out of the pool (src/platform/database/scoped-pool.ts):
--   app.viewer      office | auditor | enterprise | administration
--   app.scope       prefix of division codes; '*': the province that the installation serves, out-of-region enterprises included
--   app.enterprise  id of the enterprise;  app.account  id of the account

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['qualwatch_portal', 'qualwatch_public', 'qualwatch_accounts'] LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END;
    END IF;
    IF NOT pg_has_role(current_user, name, 'SET') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER WITH INHERIT FALSE, SET TRUE', name);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', name);
  END LOOP;
END $$;

-- Every act names the account behind it without any code having to remember it.
ALTER TABLE "audit_entry"
  ALTER COLUMN "account_id" SET DEFAULT nullif(current_setting('app.account', true), '')::uuid,
  ALTER COLUMN "division_code" SET DEFAULT nullif(nullif(current_setting('app.scope', true), ''), '*'),
  ALTER COLUMN "enterprise_id" SET DEFAULT nullif(current_setting('app.enterprise', true), '')::bigint;

-- Portal: everything but accounts; what is a record of facts can be appended to and read, never changed or taken away.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO qualwatch_portal;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO qualwatch_portal;
REVOKE ALL ON "account", "account_password_history", "account_role", "second_factor", "account_challenge", "account_session", "_prisma_migrations" FROM qualwatch_portal;
REVOKE UPDATE, DELETE ON "case_event", "audit_entry", "audit_seal", "service_attempt_event", "case_evidence", "official_document_file", "phone_log", "delivery_report" FROM qualwatch_portal;
REVOKE INSERT, UPDATE, DELETE ON "worker_heartbeat" FROM qualwatch_portal;

GRANT SELECT, INSERT, UPDATE, DELETE ON "account", "account_password_history", "account_role", "second_factor", "account_challenge", "account_session" TO qualwatch_accounts;
GRANT INSERT ON "audit_entry", "outbox" TO qualwatch_accounts;
GRANT SELECT ("id", "key", "status") ON "outbox" TO qualwatch_accounts;
GRANT SELECT ("id", "uscc", "name", "division_code", "legal_representative", "kinds", "status") ON "enterprise" TO qualwatch_accounts;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO qualwatch_accounts;
GRANT SELECT ON "setting" TO qualwatch_accounts;

GRANT SELECT ON "enterprise", "certificate", "qualification", "registration", "verdict", "cases", "case_event", "publication", "official_document",
  "official_document_file", "setting", "verification_run", "worker_heartbeat", "holiday_notice", "absence_finding", "_prisma_migrations" TO qualwatch_public;
GRANT SELECT ("id", "name", "birth_date", "source_key", "recorded_at") ON "practitioner" TO qualwatch_public;
GRANT SELECT ("id", "channel", "status", "next_attempt") ON "outbox" TO qualwatch_public;

-- Rows of a place: the office's scope is a prefix.
DO $$
DECLARE
  scoped record;
  office constant text := $p$(select current_setting('app.viewer', true)) = 'office' and ((select current_setting('app.scope', true)) = '*'
    or (length((select current_setting('app.scope', true))) >= 2 and starts_with(division_code::text, (select current_setting('app.scope', true)))))$p$;
  auditor constant text := $p$(select current_setting('app.viewer', true)) = 'auditor' and ((select current_setting('app.scope', true)) = '*'
    or (length((select current_setting('app.scope', true))) >= 2 and starts_with(division_code::text, (select current_setting('app.scope', true)))))$p$;
  own constant text := $p$(select current_setting('app.viewer', true)) = 'enterprise' and %I = (select nullif(current_setting('app.enterprise', true), '')::bigint)$p$;
BEGIN
  FOR scoped IN
    SELECT c.relname AS name,
      (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
         AND a.attname = CASE WHEN c.relname = 'enterprise' THEN 'id' ELSE 'enterprise_id' END) AS enterprise_column
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r'
      AND c.relname IN ('enterprise', 'certificate', 'qualification', 'registration', 'verdict', 'cases', 'case_duty', 'official_question',
        'official_document', 'official_document_file', 'service_attempt', 'service_attempt_event', 'inbox_message', 'ems_batch', 'publication',
        'case_evidence', 'phone_log', 'campaign', 'absence_finding')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', scoped.name);
    EXECUTE format('CREATE POLICY office ON %I FOR ALL TO qualwatch_portal USING (%s) WITH CHECK (%s)', scoped.name, office, office);
    EXECUTE format('CREATE POLICY auditor ON %I FOR SELECT TO qualwatch_portal USING (%s)', scoped.name, auditor);
    IF scoped.enterprise_column IS NOT NULL AND scoped.name NOT IN ('official_question') THEN
      EXECUTE format('CREATE POLICY own_enterprise ON %I FOR ALL TO qualwatch_portal USING (%s) WITH CHECK (%s)', scoped.name,
        format(own, scoped.enterprise_column), format(own, scoped.enterprise_column));
    END IF;
  END LOOP;
END $$;

-- Rows that hang on a case, a document or an attempt and carry no enterprise of their own: an enterprise sees them with their parent.
CREATE POLICY own_enterprise ON "case_duty" FOR ALL TO qualwatch_portal
  USING ((select current_setting('app.viewer', true)) = 'enterprise' AND EXISTS (SELECT 1 FROM "cases" c WHERE c.id = case_id))
  WITH CHECK ((select current_setting('app.viewer', true)) = 'enterprise' AND EXISTS (SELECT 1 FROM "cases" c WHERE c.id = case_id));
CREATE POLICY own_enterprise ON "case_evidence" FOR ALL TO qualwatch_portal
  USING ((select current_setting('app.viewer', true)) = 'enterprise' AND EXISTS (SELECT 1 FROM "cases" c WHERE c.id = case_id))
  WITH CHECK ((select current_setting('app.viewer', true)) = 'enterprise' AND EXISTS (SELECT 1 FROM "cases" c WHERE c.id = case_id));
CREATE POLICY own_enterprise ON "official_document_file" FOR ALL TO qualwatch_portal
  USING ((select current_setting('app.viewer', true)) = 'enterprise' AND EXISTS (SELECT 1 FROM "official_document" d WHERE d.id = document_id))
  WITH CHECK ((select current_setting('app.viewer', true)) = 'enterprise' AND EXISTS (SELECT 1 FROM "official_document" d WHERE d.id = document_id));
CREATE POLICY own_enterprise ON "service_attempt_event" FOR ALL TO qualwatch_portal
  USING ((select current_setting('app.viewer', true)) = 'enterprise' AND EXISTS (SELECT 1 FROM "service_attempt" s WHERE s.id = attempt_id))
  WITH CHECK ((select current_setting('app.viewer', true)) = 'enterprise' AND EXISTS (SELECT 1 FROM "service_attempt" s WHERE s.id = attempt_id));

-- Events of a case go with the case; so do contacts and confirmations with their enterprise, persons with their registrations.
ALTER TABLE "case_event" ENABLE ROW LEVEL SECURITY;
CREATE POLICY with_case ON "case_event" FOR ALL TO qualwatch_portal
  USING (EXISTS (SELECT 1 FROM "cases" c WHERE c.id = case_id)) WITH CHECK (EXISTS (SELECT 1 FROM "cases" c WHERE c.id = case_id));
ALTER TABLE "enterprise_contact" ENABLE ROW LEVEL SECURITY;
CREATE POLICY with_enterprise ON "enterprise_contact" FOR ALL TO qualwatch_portal
  USING (EXISTS (SELECT 1 FROM "enterprise" e WHERE e.id = enterprise_id)) WITH CHECK (EXISTS (SELECT 1 FROM "enterprise" e WHERE e.id = enterprise_id));
ALTER TABLE "service_confirmation" ENABLE ROW LEVEL SECURITY;
CREATE POLICY with_enterprise ON "service_confirmation" FOR ALL TO qualwatch_portal
  USING (EXISTS (SELECT 1 FROM "enterprise" e WHERE e.id = enterprise_id)) WITH CHECK (EXISTS (SELECT 1 FROM "enterprise" e WHERE e.id = enterprise_id));
ALTER TABLE "practitioner" ENABLE ROW LEVEL SECURITY;
CREATE POLICY with_registration ON "practitioner" FOR ALL TO qualwatch_portal
  USING (EXISTS (SELECT 1 FROM "registration" r WHERE r.practitioner_id = practitioner.id));

-- The trail: everyone appends, an auditor reads its scope, a party its own.
ALTER TABLE "audit_entry" ENABLE ROW LEVEL SECURITY;
CREATE POLICY append ON "audit_entry" FOR INSERT TO qualwatch_portal, qualwatch_accounts WITH CHECK (true);
CREATE POLICY auditor ON "audit_entry" FOR SELECT TO qualwatch_portal
  USING ((select current_setting('app.viewer', true)) = 'auditor' AND ((select current_setting('app.scope', true)) = '*'
    OR (division_code IS NOT NULL AND length((select current_setting('app.scope', true))) >= 2 AND starts_with(division_code, (select current_setting('app.scope', true))))));
CREATE POLICY own_enterprise ON "audit_entry" FOR SELECT TO qualwatch_portal
  USING ((select current_setting('app.viewer', true)) = 'enterprise' AND enterprise_id = (select nullif(current_setting('app.enterprise', true), '')::bigint));
CREATE POLICY own_account ON "audit_entry" FOR SELECT TO qualwatch_portal
  USING (account_id = (select nullif(current_setting('app.account', true), '')::uuid));

-- The public site reads the register; which field of it a page shows is the law's own function (casework/visibility.ts).
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['enterprise', 'certificate', 'qualification', 'registration', 'practitioner', 'verdict', 'cases', 'case_event', 'publication',
    'official_document', 'absence_finding'] LOOP
    EXECUTE format('CREATE POLICY register ON %I FOR SELECT TO qualwatch_public USING (true)', name);
  END LOOP;
END $$;
CREATE POLICY published ON "official_document_file" FOR SELECT TO qualwatch_public
  USING (EXISTS (SELECT 1 FROM "publication" p WHERE p.document_id = official_document_file.document_id));
CREATE POLICY sign_up ON "enterprise" FOR SELECT TO qualwatch_accounts USING (true);

-- Also over a plain owner; a superuser (the embedded server of a development machine) stands above any policy.
DO $$
DECLARE guarded record;
BEGIN
  FOR guarded IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relrowsecurity LOOP
    EXECUTE format('CREATE POLICY owner_and_worker ON %I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', guarded.relname);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', guarded.relname);
  END LOOP;
END $$;
