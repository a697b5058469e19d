/*
 * Signing with a passkey: what it signs is the server's question together with the digest of the form, SHA-256(question ‖ SHA-256(fields)),
 * as src/features/accounts/passkey-signing.ts reckons it again.
 */
(() => {
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const toBase64url = (bytes) =>
    btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const fromBase64url = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));

  async function signedFields(form, submitter, names) {
    const given = new FormData(form, submitter);
    const fields = [];
    for (const name of names) {
      const value = given.get(name);
      if (!(value instanceof File)) fields.push([name, value ?? '']);
      else fields.push([name, value.size === 0 ? '' : hex(await sha256(await value.arrayBuffer()))]);
    }
    return new TextEncoder().encode(JSON.stringify(fields));
  }

  async function questionOf(place, form, submitter) {
    const options = JSON.parse(place.dataset.passkeySigning);
    const question = fromBase64url(options.challenge);
    const content = await sha256(await signedFields(form, submitter, place.dataset.signedFields.split(' ')));
    const both = new Uint8Array(question.length + content.length);
    both.set(question);
    both.set(content, question.length);
    return { ...options, challenge: toBase64url(await sha256(both)) };
  }

  for (const place of document.querySelectorAll('[data-passkey-signing]')) {
    // The script may stand on a page once for each of its forms.
    if (!place.hidden) continue;
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON || !crypto.subtle) continue;
    const form = place.closest('form');
    const buttons = [...place.querySelectorAll('[data-sign]')];
    const field = place.querySelector('[name=passkey]');
    const problem = place.querySelector('[data-passkey-problem]');
    place.hidden = false;
    field.value = '';
    form.addEventListener('submit', async (event) => {
      const button = event.submitter;
      if (!buttons.includes(button) || field.value !== '') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      problem.hidden = true;
      try {
        const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await questionOf(place, form, button));
        field.value = JSON.stringify((await navigator.credentials.get({ publicKey })).toJSON());
        form.requestSubmit(button);
      } catch {
        field.value = '';
        problem.hidden = false;
      }
    }, { capture: true });
  }
})();
