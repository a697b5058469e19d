-- What leaves an office under its seal, and what changes a mark or a right, was drafted, reviewed and sealed by three people: held here
-- as well, for every connection (docs/decisions/0035). Deferred to the commit: what a rehearsal does is never committed.

-- The sealed draft that an event carries out, that a document was issued by.
ALTER TABLE "case_event" ADD COLUMN "draft_id" UUID;
CREATE INDEX "case_event_draft_idx" ON "case_event"("draft_id") WHERE "draft_id" IS NOT NULL;
-- The step of a chain states its draft for its transaction; a document of the same transaction bears it without any code having to remember.
ALTER TABLE "official_document" ADD COLUMN "draft_id" UUID DEFAULT nullif(current_setting('app.draft', true), '')::uuid;
CREATE INDEX "official_document_draft_idx" ON "official_document"("draft_id") WHERE "draft_id" IS NOT NULL;

-- Sealed by three different people, not carried out yet, about this act and this case (null: not asked).
CREATE FUNCTION "sealed_draft_covers"(draft uuid, of_case uuid, of_act text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT 1 FROM draft d
    WHERE d.id = draft AND d.status = 'sealed' AND (of_act IS NULL OR d.act = of_act)
      AND d.reviewed_by <> d.drafted_by AND d.sealed_by <> d.drafted_by AND d.sealed_by <> d.reviewed_by
      AND (of_case IS NULL
        OR EXISTS (SELECT 1 FROM draft_case k WHERE k.draft_id = d.id AND k.case_id = of_case AND k.status = 'waiting')
        -- A finding may open its case: it names the qualification.
        OR d.act = 'find' AND EXISTS (SELECT 1 FROM cases c WHERE c.id = of_case AND c.qualification_id = (d.content ->> 'qualificationId')::bigint))
  )
$$;

-- The draft's act that a fact of a case carries out; null: the clock's, the enterprise's, the post's, or one person's record (src/law/regimes/chains.ts).
CREATE FUNCTION "chained_act"(content text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public AS $$
  SELECT CASE e ->> 'what'
    WHEN 'order-issued' THEN 'issue-order' WHEN 'published' THEN 'publish-notice' WHEN 'confirmed' THEN 'confirm' WHEN 'found' THEN 'find'
    WHEN 'case-opened' THEN CASE WHEN e ->> 'by' = 'find' THEN 'find' END
    WHEN 'opinion-given' THEN 'opinion' WHEN 'objection-decided' THEN 'decide-objection' WHEN 'rechecked' THEN 'recheck'
    WHEN 'proposed' THEN 'propose' WHEN 'started' THEN 'start' WHEN 'result-returned' THEN 'return-result'
    WHEN 'intent-sent' THEN 'notify-intent' WHEN 'intent-sent-and-published' THEN 'notify-intent' WHEN 'hearing-notified' THEN 'notify-hearing'
    WHEN 'decided' THEN 'decide' WHEN 'announced' THEN 'announce' WHEN 'marked-by-hand' THEN 'mark-by-hand' WHEN 'withdrawn' THEN 'withdraw'
  END FROM (SELECT content::jsonb -> 'event' AS e) AS given
$$;

CREATE FUNCTION "case_event_by_three"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.draft_id IS NULL OR NOT sealed_draft_covers(NEW.draft_id, NEW.case_id, chained_act(NEW.content)) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'case_event_by_three',
      MESSAGE = format('the event %s of case %s rests on no draft that was reviewed and sealed by others', NEW.sequence, NEW.case_id);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "case_event_by_three" AFTER INSERT ON "case_event" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.draft_id IS NOT NULL OR chained_act(NEW.content) IS NOT NULL) EXECUTE FUNCTION case_event_by_three();

-- Sealed documents. Not so: the enterprise's own confirmation, the list for the post, the city's report of numbers to the province; and the
-- notice that the platform lifted a mark by itself, which rests on an event of the case that is nobody's act and produces it (GX24-4.1d).
CREATE FUNCTION "official_document_by_three"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.draft_id IS NULL AND NEW.kind = 'unmark-notice' AND EXISTS (
    SELECT 1 FROM case_event e WHERE e.case_id = NEW.case_id AND NEW.fact_id = 'unmark-notice:' || e.case_id || ':' || e.sequence
      AND chained_act(e.content) IS NULL AND e.content::jsonb -> 'event' -> 'documents' ? 'unmark-notice'
  ) THEN RETURN NULL; END IF;
  IF NEW.draft_id IS NULL OR NOT sealed_draft_covers(NEW.draft_id, NEW.case_id, NULL) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'official_document_by_three',
      MESSAGE = format('the %s %s rests on no draft that was reviewed and sealed by others', NEW.kind, NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "official_document_by_three" AFTER INSERT ON "official_document" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind NOT IN ('service-confirmation', 'posting-list', 'quarterly-report')) EXECUTE FUNCTION official_document_by_three();

-- Which case, which fact and which draft never change afterwards (events are append-only already).
CREATE FUNCTION "official_document_keeps_its_draft"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'official_document_by_three',
    MESSAGE = 'a document keeps its kind, its fact, its case and the draft that it rests on';
END $$;
CREATE TRIGGER "official_document_keeps_its_draft" BEFORE UPDATE ON "official_document" FOR EACH ROW
  WHEN ((OLD.kind, OLD.fact_id, OLD.case_id, OLD.draft_id) IS DISTINCT FROM (NEW.kind, NEW.fact_id, NEW.case_id, NEW.draft_id))
  EXECUTE FUNCTION official_document_keeps_its_draft();

-- A draft is signed by whoever is signed in on the site's connection, one signature at a time; what was signed is not changed afterwards.
CREATE FUNCTION "draft_signed_in_person"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE me constant uuid := nullif(current_setting('app.account', true), '')::uuid;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF current_user = 'qualwatch_portal' AND (NEW.drafted_by IS DISTINCT FROM me OR NEW.status <> 'drafted') THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_signed_in_person', MESSAGE = 'a draft is begun by whoever is signed in';
    END IF;
    RETURN NULL;
  END IF;
  IF (OLD.act, OLD.content, OLD.drafted_by) IS DISTINCT FROM (NEW.act, NEW.content, NEW.drafted_by)
    OR OLD.reviewed_by IS NOT NULL AND OLD.reviewed_by IS DISTINCT FROM NEW.reviewed_by
    OR OLD.sealed_by IS NOT NULL AND OLD.sealed_by IS DISTINCT FROM NEW.sealed_by
    OR OLD.status IN ('finished', 'returned', 'discarded') AND NEW.status <> OLD.status
    OR NEW.status = 'sealed' AND OLD.status NOT IN ('approved', 'sealed') OR NEW.status = 'approved' AND OLD.status NOT IN ('drafted', 'approved') THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_signed_in_person', MESSAGE = 'what was drafted, reviewed or sealed is not changed afterwards';
  END IF;
  IF current_user = 'qualwatch_portal'
    AND (OLD.reviewed_by IS NULL AND NEW.reviewed_by IS NOT NULL AND NEW.reviewed_by IS DISTINCT FROM me
      OR OLD.sealed_by IS NULL AND NEW.sealed_by IS NOT NULL AND NEW.sealed_by IS DISTINCT FROM me) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_signed_in_person', MESSAGE = 'a draft is reviewed and sealed by whoever is signed in';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "draft_signed_in_person" AFTER INSERT OR UPDATE ON "draft" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION draft_signed_in_person();
