import { errorOf, type FormError } from './error-summary.tsx';
import { TextField } from './fields.tsx';

/** A password that somebody chooses, and once more; `beyond`: what it must not be besides. */
export function NewPasswordFields({
  beyond,
  errors,
}: {
  readonly beyond: string;
  readonly errors: readonly FormError[];
}) {
  return (
    <>
      <TextField
        name="wanted"
        label="新密码"
        hint={`至少 10 位，含小写字母、大写字母、数字、符号中的三种；${beyond}。`}
        type="password"
        autoComplete="new-password"
        required
        error={errorOf(errors, 'wanted')}
      />
      <TextField
        name="repeated"
        label="再填一次新密码"
        type="password"
        autoComplete="new-password"
        required
        error={errorOf(errors, 'repeated')}
      />
    </>
  );
}
