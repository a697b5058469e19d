import { z } from 'zod';
import { parseResidentId } from '#law/identifiers/resident-id.ts';
import type { FormError } from '#ui/portal/error-summary.tsx';

const email = z.email();

/** What is wrong with the fields that the enterprise fills in, each beside its field. The command checks them again. */
export function faultsOf(typed: {
  readonly legalRepresentative: string;
  readonly idNumber: string;
  readonly email: string;
}): FormError[] {
  const errors: FormError[] = [];
  if (typed.legalRepresentative === '') errors.push({ field: 'legalRepresentative', text: '请填写法定代表人姓名。' });
  const id = parseResidentId(typed.idNumber);
  if (!id.ok) {
    errors.push({ field: 'idNumber', text: typed.idNumber === '' ? '请填写法定代表人身份证号码。' : id.reason });
  }
  if (!email.safeParse(typed.email).success) {
    errors.push({
      field: 'email',
      text: typed.email === '' ? '请填写接收文书的电子邮箱。' : '电子邮箱有误，请核对后重新填写。',
    });
  }
  return errors;
}
