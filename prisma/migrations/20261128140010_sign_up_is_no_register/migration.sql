-- What somebody wrote of an enterprise at the sign-up is no entry of the official register: the public site does not see it until a feed has
-- taken the enterprise over.
DROP POLICY register ON "enterprise";
CREATE POLICY register ON "enterprise" FOR SELECT TO qualwatch_public USING ("feed" <> 'sign-up');
