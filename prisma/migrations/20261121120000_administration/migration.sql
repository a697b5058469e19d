-- Work that a page asks for and the worker does (runs, impact previews, imports, checks of all chains), what an impact preview found,
-- and row-level security of the tables that 20261121090000 left out (tests/integration/row-level-security.test.ts lists every table).

CREATE TABLE "office_job" (
    "id" UUID NOT NULL,
    -- whose page asked: province | audit
    "portal" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "file" BYTEA,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "failure" TEXT,
    "asked_by" UUID NOT NULL,
    "asked_by_name" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "office_job_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "office_job_status_check" CHECK ("status" IN ('waiting', 'running', 'done', 'failed'))
);
CREATE INDEX "office_job_unfinished_idx" ON "office_job"("asked_at") WHERE "status" IN ('waiting', 'running');
CREATE INDEX "office_job_kind_idx" ON "office_job"("kind", "asked_at" DESC);

-- A verdict that a draft of the rules would change. Nothing reads it but the page of its preview.
CREATE TABLE "impact_finding" (
    "job_id" UUID NOT NULL,
    "qualification_id" BIGINT NOT NULL,
    "enterprise_id" BIGINT NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "previous" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "effective_row" TEXT,
    "shortage" SMALLINT NOT NULL,

    CONSTRAINT "impact_finding_pkey" PRIMARY KEY ("job_id", "qualification_id"),
    CONSTRAINT "impact_finding_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "office_job"("id") ON DELETE CASCADE ON UPDATE RESTRICT
);

CREATE INDEX "audit_entry_action_idx" ON "audit_entry"("action", "id" DESC);

GRANT SELECT, INSERT ON "office_job" TO qualwatch_portal;
GRANT SELECT ON "impact_finding" TO qualwatch_portal;
-- Seals are the worker's alone, so is what a run stages.
REVOKE INSERT ON "audit_seal" FROM qualwatch_portal;
REVOKE INSERT, UPDATE, DELETE ON "run_difference", "run_double_registration", "run_partition" FROM qualwatch_portal;

DO $$
DECLARE
  name text;
  viewer constant text := '(select current_setting(''app.viewer'', true))';
  scope constant text := '(select current_setting(''app.scope'', true))';
  account constant text := '(select nullif(current_setting(''app.account'', true), '''')::uuid)';
  enterprise constant text := '(select nullif(current_setting(''app.enterprise'', true), '''')::bigint)';
  place text := format('(%1$s = ''*'' or (length(%1$s) >= 2 and starts_with(division_code::text, %1$s)))', scope);
  province text := format('%s = ''office'' and %s = ''*''', viewer, scope);
  claimed text := format('%s in (''office'', ''auditor'', ''enterprise'', ''system'', ''security'', ''administration'')', viewer);
BEGIN
  FOREACH name IN ARRAY ARRAY['office_job', 'impact_finding', 'credit_record', 'credit_statement', 'suspicion_answer', 'city_switch',
    'email_check', 'office_notice', 'platform_downtime', 'project', 'recheck_request', 'enterprise_recheck', 'run_difference',
    'import_file', 'quarantine_row', 'setting', 'holiday_notice', 'verification_run'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY owner_and_worker ON %I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', name);
  END LOOP;

  -- Rows of a place.
  FOREACH name IN ARRAY ARRAY['credit_record', 'credit_statement', 'suspicion_answer', 'city_switch', 'email_check', 'office_notice', 'project', 'impact_finding'] LOOP
    EXECUTE format('CREATE POLICY office ON %I FOR ALL TO qualwatch_portal USING (%s = ''office'' and %s) WITH CHECK (%s = ''office'' and %s)', name, viewer, place, viewer, place);
    EXECUTE format('CREATE POLICY auditor ON %I FOR SELECT TO qualwatch_portal USING (%s = ''auditor'' and %s)', name, viewer, place);
  END LOOP;
  -- Rows of an enterprise.
  FOREACH name IN ARRAY ARRAY['email_check', 'office_notice', 'credit_statement'] LOOP
    EXECUTE format('CREATE POLICY own_enterprise ON %I FOR ALL TO qualwatch_portal USING (%s = ''enterprise'' and enterprise_id = %s) WITH CHECK (%s = ''enterprise'' and enterprise_id = %s)',
      name, viewer, enterprise, viewer, enterprise);
  END LOOP;
  EXECUTE format('CREATE POLICY own_enterprise ON "credit_record" FOR SELECT TO qualwatch_portal USING (%s = ''enterprise'' and enterprise_id = %s)', viewer, enterprise);
  -- Whether a city has switched on decides about its enterprises too.
  EXECUTE format('CREATE POLICY own_city ON "city_switch" FOR SELECT TO qualwatch_portal USING (%s = ''enterprise'' and exists (select 1 from enterprise e where starts_with(e.division_code::text, rtrim(city_switch.division_code::text, ''0''))))', viewer);
  -- Works of an enterprise that may be seen, wherever they stand.
  EXECUTE 'CREATE POLICY with_enterprise ON "project" FOR SELECT TO qualwatch_portal USING (exists (select 1 from enterprise e where e.uscc in (project.builder_uscc, project.supervisor_uscc)))';
  EXECUTE 'CREATE POLICY with_enterprise ON "recheck_request" FOR ALL TO qualwatch_portal USING (exists (select 1 from enterprise e where e.id = enterprise_id)) WITH CHECK (exists (select 1 from enterprise e where e.id = enterprise_id))';
  EXECUTE 'CREATE POLICY with_enterprise ON "enterprise_recheck" FOR SELECT TO qualwatch_portal USING (exists (select 1 from enterprise e where e.id = enterprise_id))';

  -- What came in from outside and what a run stages concerns the whole province.
  FOREACH name IN ARRAY ARRAY['import_file', 'quarantine_row', 'run_difference'] LOOP
    EXECUTE format('CREATE POLICY province ON %I FOR ALL TO qualwatch_portal USING (%s) WITH CHECK (%s)', name, province, province);
    EXECUTE format('CREATE POLICY auditor ON %I FOR SELECT TO qualwatch_portal USING (%s = ''auditor'' and %s = ''*'')', name, viewer, scope);
  END LOOP;
  EXECUTE format('CREATE POLICY system ON "import_file" FOR SELECT TO qualwatch_portal USING (%s = ''system'')', viewer);
  EXECUTE format('CREATE POLICY province ON "office_job" FOR ALL TO qualwatch_portal USING (%s and portal = ''province'') WITH CHECK (%s and portal = ''province'' and asked_by = %s)', province, province, account);
  EXECUTE format('CREATE POLICY audit ON "office_job" FOR ALL TO qualwatch_portal USING (%1$s = ''auditor'' and %2$s = ''*'' and portal = ''audit'') WITH CHECK (%1$s = ''auditor'' and %2$s = ''*'' and portal = ''audit'' and asked_by = %3$s)', viewer, scope, account);
  EXECUTE format('CREATE POLICY system ON "office_job" FOR SELECT TO qualwatch_portal USING (%s = ''system'')', viewer);

  -- What everybody works by, and only those who answer for it change.
  FOREACH name IN ARRAY ARRAY['setting', 'holiday_notice', 'verification_run', 'platform_downtime'] LOOP
    EXECUTE format('CREATE POLICY known ON %I FOR SELECT TO qualwatch_portal USING (%s)', name, claimed);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['setting', 'holiday_notice', 'verification_run'] LOOP
    EXECUTE format('CREATE POLICY open ON %I FOR SELECT TO qualwatch_public, qualwatch_accounts USING (true)', name);
  END LOOP;
  EXECUTE format('CREATE POLICY office ON "setting" FOR ALL TO qualwatch_portal USING (%1$s in (''office'', ''system'')) WITH CHECK (%1$s in (''office'', ''system''))', viewer);
  EXECUTE format('CREATE POLICY province ON "holiday_notice" FOR ALL TO qualwatch_portal USING (%s) WITH CHECK (%s)', province, province);
  EXECUTE format('CREATE POLICY province ON "verification_run" FOR ALL TO qualwatch_portal USING (%s) WITH CHECK (%s)', province, province);
  EXECUTE format('CREATE POLICY recorded ON "platform_downtime" FOR ALL TO qualwatch_portal USING (%1$s = ''system'' or %2$s) WITH CHECK (%1$s = ''system'' or %2$s)', viewer, province);

  -- The three administrators (L3-CES1-08): each sees what its office is about and nothing of the casework.
  EXECUTE format('CREATE POLICY system ON "absence_finding" FOR SELECT TO qualwatch_portal USING (%s = ''system'')', viewer);
  EXECUTE format('CREATE POLICY security ON "audit_entry" FOR SELECT TO qualwatch_portal USING (%s = ''security'' and (action in (''signed-in'', ''switched-role'', ''password-changed'', ''sessions-revoked'')
    or action ~ ''^(account|role|sign-in|second-factor|passkey|support-view|recovery)-''))', viewer);
END $$;

-- A held import that the same file took the place of.
ALTER TABLE "import_file" DROP CONSTRAINT "import_file_status_check",
  ADD CONSTRAINT "import_file_status_check" CHECK ("status" IN ('staging', 'held', 'applied', 'refused', 'released'));
