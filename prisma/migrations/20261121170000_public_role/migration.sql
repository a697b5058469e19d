-- The public site reads as qualwatch_public. When an enterprise was last looked at belongs to what its page says.
GRANT SELECT ON "enterprise_recheck", "recheck_request" TO qualwatch_public;
CREATE POLICY register ON "enterprise_recheck" FOR SELECT TO qualwatch_public USING (true);
CREATE POLICY register ON "recheck_request" FOR SELECT TO qualwatch_public USING (true);
