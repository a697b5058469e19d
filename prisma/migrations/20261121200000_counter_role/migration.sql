-- The little that the public site itself writes, and reads to check a document that somebody holds in hand: receipts, the proof of
-- an e-mail address, the rows of a list. It had done so as the tables' owner.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'qualwatch_counter') THEN
    BEGIN
      CREATE ROLE qualwatch_counter NOLOGIN NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  IF NOT pg_has_role('qualwatch_counter', 'qualwatch_public', 'USAGE') THEN
    GRANT qualwatch_public TO qualwatch_counter WITH INHERIT TRUE, SET FALSE;
  END IF;
  IF NOT pg_has_role(current_user, 'qualwatch_counter', 'SET') THEN
    GRANT qualwatch_counter TO CURRENT_USER WITH INHERIT FALSE, SET TRUE;
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO qualwatch_counter;

GRANT INSERT ON "lookup_receipt" TO qualwatch_counter;

-- GX24-5.1a: the secret of the mail finds its own check; nothing of it but the tries and the answer can be changed.
GRANT SELECT ON "email_check" TO qualwatch_counter;
GRANT UPDATE ("tries", "confirmed_at") ON "email_check" TO qualwatch_counter;
CREATE POLICY by_secret ON "email_check" FOR ALL TO qualwatch_counter USING (true) WITH CHECK (true);
GRANT INSERT ON "audit_entry" TO qualwatch_counter;
GRANT USAGE ON SEQUENCE "audit_entry_id_seq" TO qualwatch_counter;
CREATE POLICY append_at_counter ON "audit_entry" FOR INSERT TO qualwatch_counter WITH CHECK (true);

-- SY-5: a posting list is derived again and compared with the file that was brought; it prints address and person of contact.
GRANT SELECT ("enterprise_id", "address", "person", "phone", "known_from", "known_to") ON "enterprise_contact" TO qualwatch_counter;
CREATE POLICY posting_list ON "enterprise_contact" FOR SELECT TO qualwatch_counter USING (true);
