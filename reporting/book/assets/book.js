/** The little that the book does by itself: search, filters, theme, copying, unfolding. Without it everything can be read. */
(() => {
  'use strict';
  const $ = (selector) => document.querySelector(selector);

  // Theme: the reader's choice outranks the system's.
  const theme = $('#theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const remembered = () => {
    try {
      return localStorage.getItem('book-theme');
    } catch {
      return null;
    }
  };
  const isDark = () =>
    (document.documentElement.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const nameTheme = () => {
    theme.textContent = isDark() ? 'Light' : 'Dark';
    theme.setAttribute('aria-label', isDark() ? 'Use light colours' : 'Use dark colours');
  };
  if (remembered()) document.documentElement.dataset.theme = remembered();
  theme.hidden = false;
  nameTheme();
  system.addEventListener('change', nameTheme);
  theme.addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('book-theme', document.documentElement.dataset.theme);
    } catch {
      // A browser that keeps nothing still shows the colours.
    }
    nameTheme();
  });

  // On a narrow screen the contents are folded.
  const contents = $('nav details');
  const narrow = matchMedia('(max-width: 60rem)');
  const fold = () => (contents.open = !narrow.matches);
  fold();
  narrow.addEventListener('change', fold);

  // Search. Index and documents are scripts, for a page from disk may fetch nothing; they are loaded when first wanted.
  const box = $('#search');
  const hits = $('#hits');
  const list = hits.querySelector('ol');
  const said = hits.querySelector('[role=status]');
  let index;
  const script = (name) =>
    new Promise((done, fail) => {
      const element = document.createElement('script');
      element.src = `assets/${name}`;
      element.onload = done;
      element.onerror = fail;
      document.head.append(element);
    });
  const ready = () =>
    (index ??= Promise.all([script('minisearch.js'), script('search-data.js')]).then(() => {
      const made = new window.MiniSearch({
        fields: ['t', 'x', 'k'],
        storeFields: ['u', 'k', 't', 'x'],
        searchOptions: {
          boost: { t: 3 },
          // Whoever asks wants an answer; broken variants of the mock come last.
          boostDocument: (id, term, { k }) => ({ question: 1.6, fault: 0.3 })[k] ?? 1,
          prefix: true,
          fuzzy: 0.15,
          combineWith: 'AND',
        },
      });
      made.addAll(window.bookDocuments);
      return made;
    }));
  const show = async () => {
    const wanted = box.value.trim();
    if (wanted === '') {
      hits.hidden = true;
      return;
    }
    const found = (await ready()).search(wanted).slice(0, 12);
    if (wanted !== box.value.trim()) return;
    list.replaceChildren(
      ...found.map(({ u, k, t, x }) => {
        const link = document.createElement('a');
        link.href = u;
        const [title, kind, text] = ['b', 'i', 'span'].map((name) => document.createElement(name));
        title.textContent = t;
        kind.textContent = k;
        text.textContent = x.length > 140 ? `${x.slice(0, 140)}…` : x;
        link.append(title, ' ', kind, text);
        const item = document.createElement('li');
        item.append(link);
        return item;
      }),
    );
    said.textContent = found.length === 0 ? 'Nothing found.' : `${found.length} found.`;
    said.classList.toggle('unseen', found.length > 0);
    hits.hidden = false;
  };
  box.addEventListener('focus', ready);
  box.addEventListener('input', show);
  box.form.addEventListener('submit', (event) => {
    event.preventDefault();
    list.querySelector('a')?.click();
  });
  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
    if (event.key === '/' && !typing) {
      event.preventDefault();
      box.focus();
    }
    if (event.key === 'Escape' && !hits.hidden) {
      hits.hidden = true;
      box.focus();
    }
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !hits.hidden) {
      const links = [...list.querySelectorAll('a')];
      const next = links.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
      event.preventDefault();
      (links[next] ?? box).focus();
    }
  });
  document.addEventListener('click', (event) => {
    if (!box.form.contains(event.target) || event.target.closest('#hits a')) hits.hidden = true;
  });

  // Filters: kept in the address behind the #, where they can be linked to.
  const filters = $('#filters');
  if (filters) {
    const rows = [...document.querySelectorAll('tr.row')];
    const fields = [...filters.elements].map(({ name }) => name).filter((name) => name !== '');
    const read = () => {
      const wanted = new URLSearchParams(location.hash.slice(1));
      for (const name of fields) filters.elements[name].value = wanted.get(name) ?? '';
    };
    const apply = () => {
      const wanted = Object.fromEntries(fields.map((name) => [name, filters.elements[name].value]));
      const word = wanted.word.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        const fits =
          fields.every(
            (name) => name === 'word' || wanted[name] === '' || row.dataset[name] === wanted[name],
          ) && row.textContent.toLowerCase().includes(word);
        row.hidden = !fits;
        if (fits) shown += 1;
      }
      $('#found').textContent = `${shown} of ${rows.length} ${filters.dataset.noun}`;
    };
    const write = () => {
      const chosen = new URLSearchParams(
        fields.map((name) => [name, filters.elements[name].value]).filter(([, value]) => value !== ''),
      );
      history.replaceState(null, '', `#${chosen}`);
      apply();
    };
    filters.hidden = false;
    read();
    apply();
    filters.addEventListener('input', write);
    filters.addEventListener('reset', () => setTimeout(write));
    filters.addEventListener('submit', (event) => event.preventDefault());
    addEventListener('hashchange', () => (read(), apply()));
  }

  // Unfold all of a chapter; and everything for the printer.
  const unfold = $('#unfold');
  const folded = () => [...document.querySelectorAll('.card details')];
  if (unfold) {
    unfold.hidden = false;
    unfold.addEventListener('click', () => {
      const open = unfold.getAttribute('aria-pressed') !== 'true';
      for (const details of folded()) details.open = open;
      unfold.setAttribute('aria-pressed', String(open));
      unfold.textContent = open ? 'Hide tests and examples' : 'Show all tests and examples';
    });
  }
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = folded().filter((details) => !details.open);
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
  });

  // A table that is wider than its place says that it scrolls.
  const scrolls = () => {
    for (const place of document.querySelectorAll('.scroll'))
      place.classList.toggle('scrolls', place.scrollWidth > place.clientWidth + 1);
  };
  scrolls();
  addEventListener('resize', scrolls);

  for (const button of document.querySelectorAll('.copy')) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.parentElement.querySelector('pre').textContent);
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = 'Copy'), 2000);
    });
  }
})();
