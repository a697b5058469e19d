import type { Transaction } from '#platform/database/connections.ts';
import { tellOffice, writeLetter } from '../office-notice.ts';
import { type Signer, today } from './form.ts';

/** The bureau reads that there is a confirmation, the enterprise that it was signed. */
export async function tellOfConfirmation(
  transaction: Transaction,
  signer: Signer,
  signing: { readonly form: { readonly email: string; readonly legalRepresentative: string }; readonly at: Date },
  documentId: string,
  replaced: boolean,
): Promise<void> {
  const { email, legalRepresentative } = signing.form;
  const differs =
    signer.legalRepresentative !== null && signer.legalRepresentative !== legalRepresentative
      ? `确认书上的法定代表人（${legalRepresentative}）与登记的（${signer.legalRepresentative}）不一致，请核实。`
      : '';
  await tellOffice(transaction, {
    key: `confirmation-signed:${documentId}`,
    divisionCode: signer.divisionCode,
    level: 'city',
    kind: 'confirmation-signed',
    subject: `${signer.name}${replaced ? '更新' : '签署'}了送达确认书`,
    text: `${signer.name}（${signer.uscc}）于 ${today(signing.at)} ${replaced ? '更新' : '签署'}了《资质动态核查结果送达确认书》，电子送达邮箱为 ${email}。${differs}`,
    link: `/office/enterprises/${signer.uscc}`,
    enterpriseId: signer.id,
    at: signing.at,
  });
  // The form itself is not mailed: an ID number stands in it.
  await writeLetter(
    transaction,
    `confirmation-signed-letter:${documentId}`,
    email,
    {
      subject: '【资质哨】送达确认书已签署',
      text: `${signer.name}：\n\n贵单位已于 ${today(signing.at)} 签署《资质动态核查结果送达确认书》。今后平台推送和本邮箱均到达之日为文书送达之日。签署的确认书在平台收件箱中，可随时查看、下载。\n\n确认书所载信息发生变更的，请在五日内登录平台更新。\n\n资质哨（本邮件由系统发出，请勿直接回复）`,
    },
    signing.at,
  );
}
