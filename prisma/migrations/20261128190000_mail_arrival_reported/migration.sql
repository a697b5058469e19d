-- A report through the relay can say that the addressee's server took the mail (电子签名法 11).
ALTER TABLE "delivery_report" DROP CONSTRAINT "delivery_report_outcome_check";
ALTER TABLE "delivery_report" ADD CONSTRAINT "delivery_report_outcome_check"
  CHECK ("outcome" IN ('arrived', 'bounced', 'bounced-after-service', 'noted', 'unmatched'));
