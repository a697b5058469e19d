/** What spreadsheets leave in a cell that is not what anybody meant: errors, quotation marks that hold a number as text, lost digits. */

/** Error words end in ! or ? in every language (#REF!, #BEZUG!, #¡VALOR!, #ССЫЛКА!, #NAZWA?), apart from these. */
const WITHOUT_MARK =
  /^#(N\/?A|N\/D|N\/V|NV|ND|I\/T|NIET|YOK|HIÁNYZIK|SAKNAS|BRAK|Н\/Д|Н\/П|不可用|GETTING_DATA|GETTINGDATA|ОЖИДАНИЕДАННЫХ|BUSY|CONNECT|FIELD|SPILL|CALC|BLOCKED|UNKNOWN|REF|NAME|VALUE|NULL|NUM|DIV\/0|BEZUG|WERT|ZAHL|ÜBERLAUF|NOM|VALEUR|NOMBRE|VALOR|RIF|NOME|ERROR)$/u;
const WITH_MARK = /^#[¡¿]?[\p{L}\p{N}/_.]{1,30}[!?]$/u;
/** A column too narrow for its number shows only these, and copies so. */
const TOO_NARROW = /^#{3,}$/;
/** LibreOffice and WPS: Err:502, 错误:508. */
const NUMBERED = /^(ERR|ERROR|ERREUR|FEHLER|ERRORE|ERRO|FEL|FOUT|HIBA|BŁĄD|ОШИБКА|错误|錯誤|エラー|오류):?#?5\d\d$/u;
const LOADING = /^(LOADING\.{3}|LOADING…|正在加载\.{0,3}|正在加载…)$/;

/** Whether a text is the error word of a spreadsheet, in any language, width and form. */
export function isSpreadsheetError(text: string): boolean {
  if (!/[#＃:：.…]/.test(text) || text.length > 40) return false;
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u200B-\u200F\uFEFF]/gu, '')
    .toUpperCase();
  return (
    WITHOUT_MARK.test(plain) ||
    WITH_MARK.test(plain) ||
    TOO_NARROW.test(plain) ||
    NUMBERED.test(plain) ||
    LOADING.test(plain)
  );
}

const FORMULA_TEXT = /^=\s*(?:T\(|TEXT\(|\()?\s*["“”](.*?)["“”]\s*(?:,\s*["“”][@0#]*["“”])?\s*\)*$/s;
const FORMULA_DIGITS = /^=\s*(\d[\dXx]*)$/;
const APOSTROPHE = /^['‘’`´′＇]+(?=[\p{L}\p{N}])/u;
const QUOTED = /^["“”„]([^"“”„]*)["“”]$/;

/** A text as it was meant where a spreadsheet's way of keeping a number as text was written into it: ="990…", '990…. */
export function withoutTextMarks(text: string): string {
  const first = text.charCodeAt(0);
  // Letters, digits and ideographs begin nearly every cell: none of the marks is among them.
  if ((first >= 0x30 && first <= 0x39) || (first >= 0x41 && first <= 0x5a) || first >= 0x4e00) {
    return first === 0xff07 || first === 0xff1d || first === 0xff02 ? withoutTextMarks(text.normalize('NFKC')) : text;
  }
  const formula = FORMULA_TEXT.exec(text)?.[1] ?? FORMULA_DIGITS.exec(text)?.[1];
  if (formula !== undefined) return formula.replaceAll('""', '"').trim();
  const bare = text.replace(APOSTROPHE, '');
  const opened = bare === text ? text : bare.replace(/['‘’`´′]$/, '');
  return QUOTED.exec(opened)?.[1]?.trim() ?? opened;
}

const SCIENTIFIC = /^[+-]?\d+([.,]\d+)?(E[+-]?\d{1,3}|[×X*]10\^?\d{1,2})$/;

/** A number that a spreadsheet wrote as 4.50102E+17: its digits are lost, and what they were cannot be known. */
export function isScientific(text: string): boolean {
  return SCIENTIFIC.test(text.normalize('NFKC').replace(/\s/g, '').toUpperCase());
}
