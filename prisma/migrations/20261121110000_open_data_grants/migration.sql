-- The public role reads what is open; the queue of acts not yet published is nobody's but the worker's. Portals reach none of it
-- through their own role.
GRANT SELECT ON "lookup_receipt", "public_change", "open_data_snapshot" TO qualwatch_public;
REVOKE ALL ON "lookup_receipt", "public_change", "public_change_due", "open_data_snapshot" FROM qualwatch_portal;
