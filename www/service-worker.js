// Keeps the page working with the network cut, and never mixes two versions of it.
//
// scripts/post-build.mjs writes two constants in front of this file: VERSION, and FILES (address →
// SHA-256 in Base64) with every file of this version. Files are stored under their digest, so two
// versions can lie side by side, an update fetches only what changed, and what arrives is checked.
//
// * Install fetches everything the page cannot do without; one wrong digest and the version before
//   stays. The other files (rare-character font slices, the sample) follow when the page is open.
// * A new version takes over only when at most one tab is open and that tab is being loaded anew.
// * A host may edit procedures/ and calendar/ without building: when it still serves this VERSION,
//   those files are looked at again each time the page is opened, and are all replaced or none.
// * A host may add holiday tables of further years to calendar/: they are fetched as they lie there now,
//   and kept for when the network is cut.
/* global VERSION, FILES */

const FILE_CACHE = `beian-files ${registration.scope}`;
const EDITED_CACHE = `beian-edited ${registration.scope} ${VERSION}`;

// A page that loads its address again as soon as the version that waited has taken over. It must not ask
// sooner: each request keeps the present version busy, and a busy one is not replaced.
const AGAIN = `<!DOCTYPE html><link rel="icon" href="data:,"><script>
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  setTimeout(() => location.reload(), 3000);
</script>`;

const isEditable = (path) => /^(procedures|calendar)\//.test(path);
const canWait = (path) => /^samples\/|^fonts\/[a-z]+-/.test(path);

addEventListener('install', (event) => {
  event.waitUntil(store(Object.keys(FILES).filter((path) => !canWait(path)), 6));
});

addEventListener('activate', (event) => {
  event.waitUntil(removeOldVersions());
});

addEventListener('message', (event) => {
  const opened = event.data && event.data.opened;
  if (opened) event.waitUntil(pageOpened(opened));
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const path = pathInScope(request.url);
  if (request.method !== 'GET' || path === undefined) return;
  if (request.mode === 'navigate' && path === './') event.respondWith(navigate());
  else if (path in FILES) event.respondWith(serve(path));
  else if (/^calendar\/\d{4}\.json$/.test(path)) event.respondWith(serveAdded(path));
});

/** The address relative to the scope, `./` for the page itself, undefined outside the scope. */
function pathInScope(address) {
  const url = new URL(address);
  const page = url.origin + url.pathname;
  if (!page.startsWith(registration.scope)) return undefined;
  const path = decodeURI(page.slice(registration.scope.length));
  return path === '' || path === 'index.html' ? './' : path;
}

const addressOf = (path) => new URL(path, registration.scope).href;
const keyOf = (path) => `${addressOf(path)}?sha256=${encodeURIComponent(FILES[path])}`;

/** Loads the page; the moment to change over to a version that waits, if no other tab is open. */
async function navigate() {
  if (registration.waiting) {
    const open = await clients.matchAll({ type: 'window' });
    if (open.length <= 1) {
      registration.waiting.postMessage({ takeOver: true });
      return new Response(AGAIN, { headers: { 'Content-Type': 'text/html' } });
    }
  }
  return serve('./');
}

addEventListener('message', (event) => {
  if (event.data && event.data.takeOver) event.waitUntil(skipWaiting());
});

async function serve(path) {
  const edited = isEditable(path) && (await (await caches.open(EDITED_CACHE)).match(addressOf(path)));
  if (edited) return edited;
  const files = await caches.open(FILE_CACHE);
  return (await files.match(keyOf(path))) || (await fetchFile(files, path));
}

/** A holiday table that the host has added: as it is now, or with the network cut as it was last. */
async function serveAdded(path) {
  const edited = await caches.open(EDITED_CACHE);
  const address = addressOf(path);
  try {
    const answer = await fetch(address, { cache: 'no-cache', credentials: 'same-origin' });
    if (answer.ok) await edited.put(address, answer.clone());
    else await edited.delete(address);
    return answer;
  } catch (error) {
    const kept = await edited.match(address);
    if (kept) return kept;
    throw error;
  }
}

/** Fetches a file past every HTTP cache, checks its digest and keeps it. */
async function fetchFile(files, path) {
  const options = { cache: 'reload', credentials: 'same-origin' };
  // What the host may edit has no fixed digest.
  if (!isEditable(path)) options.integrity = `sha256-${FILES[path]}`;
  const response = await fetch(addressOf(path), options);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  // A redirected answer is refused for a navigation, so only the body is kept.
  const whole = response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
  await files.put(keyOf(path), whole.clone());
  return whole;
}

/** Fetches the files that are not stored yet, a few at a time. */
async function store(paths, atOnce) {
  const files = await caches.open(FILE_CACHE);
  const queue = [...paths];
  const one = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      if (!(await files.match(keyOf(path)))) await fetchFile(files, path);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

async function removeOldVersions() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(`beian-edited ${registration.scope} `) && name !== EDITED_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  const files = await caches.open(FILE_CACHE);
  const wanted = new Set(Object.keys(FILES).map(keyOf));
  const stored = await files.keys();
  await Promise.all(stored.filter(({ url }) => !wanted.has(url)).map((request) => files.delete(request)));
}

/** A page was opened: serve it from now on if it is of this version, and fetch what could wait. */
async function pageOpened(version) {
  if (version !== VERSION) return;
  await clients.claim();
  await store(Object.keys(FILES).filter(canWait), 1);
  await lookForEdits();
}

async function lookForEdits() {
  const served = await fetch(addressOf('version.json'), { cache: 'no-store' }).then((answer) => answer.json());
  if (served.version !== VERSION) return;
  const paths = Object.keys(FILES).filter(isEditable);
  const answers = await Promise.all(paths.map((path) => fetch(addressOf(path), { cache: 'no-cache' })));
  if (!answers.every((answer) => answer.ok)) return;
  const edited = await caches.open(EDITED_CACHE);
  await Promise.all(paths.map((path, i) => edited.put(addressOf(path), answers[i])));
}
