-- How many documents an enterprise has not opened stands on each of its pages: counted from the unread alone.
CREATE INDEX "inbox_message_unread_idx" ON "inbox_message"("enterprise_id") WHERE "read_at" IS NULL;
