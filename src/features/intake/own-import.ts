/** What whoever imported a file on a page is told when he would release it himself. */
export const OWN_IMPORT_WORDS = '这个文件由您本人（或者与您同名的人）导入，须由另一人核对后放行。';

/** Whether a file was imported on a page by this very person, or by one who cannot be told apart from him. */
export function isOwnImport(
  of: { readonly broughtBy: string | null; readonly broughtByName: string | null },
  person: { readonly accountId?: string | undefined; readonly name: string },
): boolean {
  if (of.broughtBy === null) return false;
  return person.accountId === undefined || person.accountId === of.broughtBy || person.name === of.broughtByName;
}
