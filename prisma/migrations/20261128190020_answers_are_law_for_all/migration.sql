-- What an answer that is laid has made of the law is no secret: the public list of orders reckons last days by it.
CREATE POLICY law ON "regime_answer" FOR SELECT TO qualwatch_public USING ("laid_at" IS NOT NULL);
GRANT SELECT ("regime", "question", "answer", "in_force_from", "laid_at") ON "regime_answer" TO qualwatch_public;
