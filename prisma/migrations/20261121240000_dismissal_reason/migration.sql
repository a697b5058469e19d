-- Why a refused row will not be corrected stood in the audit alone, which the province cannot read: it stands with the row too.
ALTER TABLE "quarantine_row" ADD COLUMN "settled_reason" TEXT;
UPDATE "quarantine_row" q SET "settled_reason" = a.content ->> 'reason'
FROM "audit_entry" a WHERE q.status = 'dismissed' AND a.action = 'quarantine-dismiss' AND a.subject = 'quarantine_row:' || q.id;
