-- Saved lists of enterprises: what changes of them is told by mail and by signed webhook. A list belongs to its account alone.

CREATE TABLE "watch_list" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "webhook_url" TEXT,
    "webhook_secret" BYTEA,
    "position" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "watch_list_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "watch_list_account_idx" ON "watch_list"("account_id", "created_at");

CREATE TABLE "watch_entry" (
    "list_id" UUID NOT NULL,
    "uscc" CHAR(18) NOT NULL,
    "name" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "watch_entry_pkey" PRIMARY KEY ("list_id", "uscc"),
    CONSTRAINT "watch_entry_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "watch_list"("id") ON DELETE CASCADE ON UPDATE RESTRICT
);
CREATE INDEX "watch_entry_uscc_idx" ON "watch_entry"("uscc");

CREATE TABLE "watch_delivery" (
    "id" BIGSERIAL NOT NULL,
    "list_id" UUID NOT NULL,
    "from_position" BIGINT NOT NULL,
    "to_position" BIGINT NOT NULL,
    "content" JSONB NOT NULL,
    "webhook_status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt" TIMESTAMPTZ(3) NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "last_reply" TEXT,

    CONSTRAINT "watch_delivery_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "watch_delivery_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "watch_list"("id") ON DELETE CASCADE ON UPDATE RESTRICT,
    CONSTRAINT "watch_delivery_status_check" CHECK ("webhook_status" IN ('none', 'pending', 'sent', 'failed'))
);
CREATE UNIQUE INDEX "watch_delivery_stretch_key" ON "watch_delivery"("list_id", "from_position");
CREATE INDEX "watch_delivery_due_idx" ON "watch_delivery"("next_attempt") WHERE "webhook_status" = 'pending';

GRANT SELECT, INSERT, UPDATE ON "watch_list" TO qualwatch_portal;
GRANT SELECT, INSERT, DELETE ON "watch_entry" TO qualwatch_portal;
GRANT SELECT ON "watch_delivery" TO qualwatch_portal;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['watch_list', 'watch_entry', 'watch_delivery'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY owner_and_worker ON %I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
CREATE POLICY own_account ON "watch_list" FOR ALL TO qualwatch_portal
  USING (account_id = (select nullif(current_setting('app.account', true), '')::uuid)) WITH CHECK (account_id = (select nullif(current_setting('app.account', true), '')::uuid));
CREATE POLICY with_list ON "watch_entry" FOR ALL TO qualwatch_portal
  USING (EXISTS (SELECT 1 FROM "watch_list" l WHERE l.id = list_id)) WITH CHECK (EXISTS (SELECT 1 FROM "watch_list" l WHERE l.id = list_id));
CREATE POLICY with_list ON "watch_delivery" FOR SELECT TO qualwatch_portal USING (EXISTS (SELECT 1 FROM "watch_list" l WHERE l.id = list_id));

-- A list begins at the feed's present position; the feed itself is public.
GRANT SELECT ON "public_change" TO qualwatch_portal;
