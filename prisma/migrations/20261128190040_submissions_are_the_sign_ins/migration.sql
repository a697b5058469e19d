-- As with accounts and sessions: the sign-in's role alone reaches the table, by grant; a policy that lets it see all says nothing more.
DROP POLICY open ON "form_submission";
ALTER TABLE "form_submission" DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON "form_submission" FROM qualwatch_portal, qualwatch_public, qualwatch_counter;
