// Makes the portals quicker; everything works without it. Served as a file of its own (no inline script, no inline style).
(() => {
  'use strict';

  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const one = (selector, within = document) => within.querySelector(selector);

  /* What has to be read first takes the focus. */
  one('[data-focus-first]')?.focus();

  /* Rows: the link of a row carries the focus, so that Enter and Tab go on from there. */
  const rows = all('tr[data-row]');
  const linkOf = (row) => one('th a', row);
  const here = () => rows.findIndex((row) => row.contains(document.activeElement));
  let last = -1;

  function goTo(at) {
    const row = rows[Math.max(0, Math.min(rows.length - 1, at))];
    if (row) linkOf(row)?.focus();
  }

  document.addEventListener('focusin', () => {
    const at = here();
    for (const row of rows) row.classList.remove('at');
    if (at < 0) return;
    last = at;
    rows[at].classList.add('at');
  });

  /* Keys of one letter. They can be turned off (WCAG 2.1.4), and never act while somebody types. */
  const dialog = one('#keys');
  const off = one('[data-keys-off]');
  const OFF = 'qualwatch.keys-off';
  const stored = {
    read() {
      try {
        return localStorage.getItem(OFF) === 'yes';
      } catch {
        return false;
      }
    },
    write(value) {
      try {
        if (value) localStorage.setItem(OFF, 'yes');
        else localStorage.removeItem(OFF);
      } catch {
        // Without storage the choice holds for this page.
      }
    },
  };
  if (off) {
    off.checked = stored.read();
    off.addEventListener('change', () => stored.write(off.checked));
  }
  const UNTYPED = ['checkbox', 'radio', 'button', 'submit', 'reset', 'file'];

  function isTyping(target) {
    if (!(target instanceof HTMLElement)) return false;
    if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true;
    return target.tagName === 'INPUT' && !UNTYPED.includes(target.type);
  }

  function showKeys() {
    if (dialog && !dialog.open) dialog.showModal();
  }

  const KEYS = {
    '/': () => one('main input[type=search], input[type=search]')?.focus(),
    j: () => goTo(here() < 0 ? last + 1 : here() + 1),
    k: () => goTo(here() < 0 ? last : here() - 1),
    x: () => rows[here()] && one('input[type=checkbox]:not(:disabled)', rows[here()])?.click(),
    '?': showKeys,
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || dialog?.open || off?.checked) return;
    const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    act();
  });

  for (const button of all('[data-open-keys]')) {
    if (!dialog?.showModal) break;
    button.hidden = false;
    button.addEventListener('click', showKeys);
  }

  /* A page of progress asks again by itself until it is paused. */
  for (const button of all('[data-refresh]')) {
    const again = () => setTimeout(() => location.reload(), Number(button.dataset.refresh) * 1000);
    let timer = again();
    button.hidden = false;
    button.addEventListener('click', () => {
      clearTimeout(timer);
      timer = timer === 0 ? again() : 0;
      button.textContent = timer === 0 ? '继续自动更新' : '暂停自动更新';
    });
  }

  /* Ticked rows: the whole page, a stretch by Shift, all that match; how many there are. */
  function selection(form) {
    const boxes = all('input[type=checkbox][name=row]').filter((box) => box.form === form && !box.disabled);
    const page = one(`[data-tick-page="${form.id}"]`);
    const matching = one('[data-all-matching]', form);
    const said = one('[data-selected]', form);
    const atFirst = said?.textContent ?? '';
    let from = -1;

    function say(text, wrong = false) {
      if (!said) return;
      said.textContent = text;
      said.classList.toggle('said', wrong);
    }

    function count() {
      const ticked = boxes.filter((box) => box.checked).length;
      for (const box of boxes) box.closest('tr')?.classList.toggle('ticked', box.checked || matching?.checked === true);
      if (page) {
        page.checked = ticked > 0 && ticked === boxes.length;
        page.indeterminate = ticked > 0 && ticked < boxes.length;
      }
      if (matching?.checked) say(`已选符合条件的全部 ${matching.dataset.allMatching} 行`);
      else say(ticked === 0 ? atFirst : `已选 ${ticked} 行`);
    }

    boxes.forEach((box, at) => {
      box.addEventListener('click', (event) => {
        if (event.shiftKey && from >= 0) {
          for (const between of boxes.slice(Math.min(from, at), Math.max(from, at) + 1)) between.checked = box.checked;
        }
        from = at;
        count();
      });
    });
    if (page) {
      page.hidden = false;
      page.addEventListener('change', () => {
        for (const box of boxes) box.checked = page.checked;
        count();
      });
    }
    matching?.addEventListener('change', count);
    form.addEventListener('submit', (event) => {
      if (matching?.checked || boxes.some((box) => box.checked)) return;
      event.preventDefault();
      say('请先勾选要办理的行', true);
    });
    // A browser gives back what was ticked when one comes back to the page.
    window.addEventListener('pageshow', count);
    count();
  }
  for (const form of all('form[data-selection]')) selection(form);

  /* A file that is too large is said before it is sent. */
  function inWords(bytes) {
    const kilo = 1024;
    if (bytes < kilo * kilo) return `${Math.max(1, Math.round(bytes / kilo))} KB`;
    return `${Math.round((bytes / kilo / kilo) * 10) / 10} MB`;
  }

  for (const input of all('input[type=file][data-max-bytes]')) {
    const problem = one('[data-file-problem]', input.closest('.field') ?? document);
    const most = Number(input.dataset.maxBytes);
    input.addEventListener('change', () => {
      const large = Array.from(input.files ?? []).filter((file) => file.size > most);
      const text = large
        .map((file) => `“${file.name}”为 ${inWords(file.size)}，超过 ${inWords(most)} 的上限。${input.dataset.tooLarge ?? '请压缩或拆分后重新选择。'}`)
        .join('');
      input.setCustomValidity(text);
      if (!problem) return;
      problem.textContent = text;
      problem.hidden = text === '';
    });
  }

  /* Signature by hand. */
  function signature(field) {
    const pad = one('[data-pad]', field);
    const canvas = one('canvas', field);
    const value = one('input[type=hidden]', field);
    const drawn = one('[data-drawn]', field);
    const pen = canvas?.getContext('2d');
    if (!pad || !pen || !value) return;
    pad.hidden = false;
    pen.lineWidth = 6;
    pen.lineCap = 'round';
    pen.lineJoin = 'round';
    pen.strokeStyle = '#1b1f24';

    function place(event) {
      const box = canvas.getBoundingClientRect();
      const x = ((event.clientX - box.left) * canvas.width) / box.width;
      return [x, ((event.clientY - box.top) * canvas.height) / box.height];
    }

    // What was drawn before the form was refused.
    if (value.value.startsWith('data:image/png;base64,')) {
      const before = new Image();
      before.onload = () => pen.drawImage(before, 0, 0);
      before.src = value.value;
      if (drawn) drawn.textContent = '已签名';
    }

    let drawing = false;
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      drawing = true;
      pen.beginPath();
      pen.moveTo(...place(event));
      pen.lineTo(...place(event));
      pen.stroke();
      event.preventDefault();
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!drawing) return;
      pen.lineTo(...place(event));
      pen.stroke();
    });
    const done = () => {
      if (!drawing) return;
      drawing = false;
      value.value = canvas.toDataURL('image/png');
      if (drawn) drawn.textContent = '已签名';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    };
    canvas.addEventListener('pointerup', done);
    canvas.addEventListener('pointercancel', done);
    one('[data-clear]', field)?.addEventListener('click', () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      value.value = '';
      if (drawn) drawn.textContent = '';
    });
  }
  for (const field of all('[data-signature]')) signature(field);

  /* Posting once; and a question before what was typed is left behind. */
  const changed = new Set();
  const sent = new Set();
  const AGAIN_MS = 15_000;

  function free(form) {
    sent.delete(form);
    for (const button of all('button[aria-disabled]', form)) button.removeAttribute('aria-disabled');
  }

  for (const form of all('form[method=post]')) {
    if (!form.hasAttribute('data-selection')) form.addEventListener('input', () => changed.add(form));
    form.addEventListener('submit', (event) => {
      // What opens in a window of its own (a preview) leaves the form to be gone on with.
      if (event.defaultPrevented || event.submitter?.getAttribute('formtarget') === '_blank') return;
      if (sent.has(form)) {
        event.preventDefault();
        return;
      }
      sent.add(form);
      changed.clear();
      event.submitter?.setAttribute('aria-disabled', 'true');
      // An answer that is a file leaves the page where it is.
      setTimeout(free, AGAIN_MS, form);
    });
  }
  /* Passkeys (WebAuthn): the browser answers the question that the form carries; without one the form stays hidden. */
  function passkeys(attribute, field, ask) {
    for (const form of all(`form[${attribute}]`)) {
      if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) continue;
      form.hidden = false;
      form.addEventListener('submit', async (event) => {
        if (one(`[name=${field}]`, form).value !== '') return;
        event.preventDefault();
        event.stopImmediatePropagation();
        try {
          const answer = await ask(JSON.parse(form.getAttribute(attribute)));
          one(`[name=${field}]`, form).value = JSON.stringify(answer.toJSON());
          form.requestSubmit();
        } catch {
          // Cancelled by the person, or no key at hand: the other ways stand on the same page.
        }
      }, { capture: true });
    }
  }
  passkeys('data-passkey-enrolment', 'response', (options) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  );
  passkeys('data-passkey-sign-in', 'passkey', (options) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  );

  window.addEventListener('pageshow', () => {
    for (const form of sent) free(form);
  });
  window.addEventListener('beforeunload', (event) => {
    if (changed.size > 0) event.preventDefault();
  });
})();
